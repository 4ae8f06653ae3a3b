package org.mammobeam.runner;

import java.io.IOException;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.joda.time.Duration;

/** A running job as its runner has it, but for how it is waited for. */
public abstract class WatchedResult implements PipelineResult {
  private final PipelineResult running;

  protected WatchedResult(PipelineResult running) {
    this.running = running;
  }

  /** The job as the runner has it. */
  protected PipelineResult running() {
    return running;
  }

  @Override
  public State getState() {
    return running.getState();
  }

  @Override
  public MetricResults metrics() {
    return running.metrics();
  }

  @Override
  public State cancel() throws IOException {
    return running.cancel();
  }

  @Override
  public State waitUntilFinish() {
    return waitUntilFinish(Duration.millis(Long.MAX_VALUE));
  }
}
