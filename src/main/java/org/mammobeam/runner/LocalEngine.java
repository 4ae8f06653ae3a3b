package org.mammobeam.runner;

import java.time.Duration;
import java.util.function.Consumer;
import org.apache.beam.runners.direct.RestingClock;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.StreamingOptions;
import org.jspecify.annotations.Nullable;
import org.mammobeam.beam.Activity;

/** Runs the job in this process, on the DirectRunner. */
final class LocalEngine implements Engine {
  /** Long enough for an exam to get from one stage to the next. */
  private static final Duration AWAKE = Duration.ofSeconds(10);

  @Override
  public PipelineResult run(Pipeline pipeline, Placement placement, Consumer<String> note)
      throws PlacementException {
    Engines.refusePlacement(placement, "DirectRunner");
    return pipeline.getOptions().as(StreamingOptions.class).isStreaming()
        ? new Stream(RestingClock.run(pipeline, () -> Activity.isOlderThan(AWAKE)))
        : pipeline.run();
  }

  /** The runner looks forty times a second whether a job has ended: once is enough. */
  private static final class Stream extends WatchedResult {
    private static final long REST_MILLIS = 1000;
    private static final org.joda.time.Duration LOOK = org.joda.time.Duration.millis(25);

    Stream(PipelineResult running) {
      super(running);
    }

    @Override
    public State waitUntilFinish(org.joda.time.Duration longest) {
      long start = System.nanoTime();
      State state = running().waitUntilFinish(LOOK);
      while (!isTerminal(state) && (System.nanoTime() - start) / 1_000_000 < longest.getMillis()) {
        try {
          Thread.sleep(REST_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return getState();
        }
        state = running().waitUntilFinish(LOOK);
      }
      return isTerminal(state) ? state : getState();
    }

    private static boolean isTerminal(@Nullable State state) {
      return state != null && state.isTerminal();
    }
  }
}
