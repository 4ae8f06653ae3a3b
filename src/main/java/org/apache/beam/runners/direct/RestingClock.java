package org.apache.beam.runners.direct;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Instant;
import org.jspecify.annotations.NullMarked;

/**
 * Lets the DirectRunner rest while a job without end has nothing to do. Its scheduler goes round
 * and round without a pause, which takes a core; each time round it asks the clock many times. This
 * clock lets it wait between questions. It stands in the runner's package as nothing of the
 * runner's clocks is public.
 */
@NullMarked
public final class RestingClock implements Clock {
  /** Work that passes between two rests. */
  static final Duration WORK = Duration.ofMillis(1);

  /** How long a rest is. */
  static final Duration REST = Duration.ofMillis(500);

  private final Clock clock;
  private final BooleanSupplier idle;
  private final LongSupplier nanos;
  private final Runnable rest;
  private volatile long rested;

  RestingClock(Clock clock, BooleanSupplier idle, LongSupplier nanos, Runnable rest) {
    this.clock = clock;
    this.idle = idle;
    this.nanos = nanos;
    this.rest = rest;
    this.rested = nanos.getAsLong();
  }

  /**
   * Starts a job on the DirectRunner.
   *
   * @param idle whether the scheduler may rest; asked often
   */
  public static PipelineResult run(Pipeline pipeline, BooleanSupplier idle) {
    DirectRunner runner = DirectRunner.fromOptions(pipeline.getOptions());
    Clock clock = runner.getClockSupplier().get();
    Clock resting = new RestingClock(clock, idle, System::nanoTime, RestingClock::sleep);
    runner.setClockSupplier(() -> resting);
    return runner.run(pipeline);
  }

  private static void sleep() {
    try {
      Thread.sleep(REST.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Instant now() {
    if (idle.getAsBoolean() && nanos.getAsLong() - rested > WORK.toNanos()) {
      rest.run();
      rested = nanos.getAsLong();
    }
    return clock.now();
  }
}
