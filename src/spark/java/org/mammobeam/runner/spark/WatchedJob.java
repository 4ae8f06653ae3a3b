package org.mammobeam.runner.spark;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.beam.sdk.PipelineResult;
import org.apache.spark.api.java.JavaSparkContext;
import org.mammobeam.runner.CancelledJobException;
import org.mammobeam.runner.Placement;
import org.mammobeam.runner.WatchedResult;

/**
 * A job of which the Spark application is ended with it, and earlier where its stages wait for
 * executors that no worker can give: Spark itself would wait for ever.
 */
final class WatchedJob extends WatchedResult {
  private static final long LOOK_MILLIS = 1000;

  private final JavaSparkContext context;
  private final WaitingStages waiting;
  private final Duration longestWait;

  WatchedJob(
      PipelineResult result,
      JavaSparkContext context,
      WaitingStages waiting,
      Duration longestWait) {
    super(result);
    this.context = context;
    this.waiting = waiting;
    this.longestWait = longestWait;
  }

  @Override
  public State cancel() throws IOException {
    context.sc().cancelAllJobs();
    return super.cancel();
  }

  @Override
  public State waitUntilFinish(org.joda.time.Duration longest) {
    boolean ended = true;
    try {
      long start = System.nanoTime();
      State state = getState();
      while (!state.isTerminal() && (System.nanoTime() - start) / 1_000_000 < longest.getMillis()) {
        state =
            running()
                .waitUntilFinish(
                    org.joda.time.Duration.millis(Math.min(LOOK_MILLIS, longest.getMillis())));
        watch();
      }
      ended = state.isTerminal();
      return state;
    } finally {
      if (ended) {
        context.stop();
      }
    }
  }

  private void watch() {
    Optional<String> lacking = waiting.longerThan(longestWait);
    if (lacking.isPresent()) {
      throw new CancelledJobException(
          ("no worker has given an executor with the resource %s; the job has been cancelled after"
                  + " --gpu-wait=%s")
              .formatted(lacking.get(), Placement.text(longestWait)));
    }
  }
}
