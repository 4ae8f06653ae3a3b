package org.mammobeam.runner;

import java.time.Duration;
import java.util.function.Consumer;
import org.apache.beam.runners.direct.RestingClock;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.StreamingOptions;
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
        ? RestingClock.run(pipeline, () -> Activity.isOlderThan(AWAKE))
        : pipeline.run();
  }
}
