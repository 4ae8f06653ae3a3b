package org.apache.beam.runners.direct;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Instant;
import org.jspecify.annotations.NullMarked;

/**
 * Lets the DirectRunner rest while a job without end has nothing to do. Its scheduler goes round
 * and round without a pause, which takes a core; each time round it asks the clock many times. This
 * clock lets it wait between questions: the longer nothing has happened, the longer. It stands in
 * the runner's package as nothing of the runner's clocks is public.
 */
@NullMarked
public final class RestingClock implements Clock {
  /** Work that passes between two rests. */
  static final Duration WORK = Duration.ofMillis(1);

  /** A rest lasts this part of the time that nothing has happened. */
  static final int PART = 20;

  /** Shorter rests are none: an exam gets from one stage to the next meanwhile. */
  static final Duration SHORTEST = Duration.ofMillis(500);

  /** What comes is late by no more than a few of these. */
  static final Duration LONGEST = Duration.ofSeconds(2);

  private final Clock clock;
  private final Supplier<Duration> idle;
  private final LongSupplier nanos;
  private final Consumer<Duration> rest;
  private volatile long rested;

  RestingClock(Clock clock, Supplier<Duration> idle, LongSupplier nanos, Consumer<Duration> rest) {
    this.clock = clock;
    this.idle = idle;
    this.nanos = nanos;
    this.rest = rest;
    this.rested = nanos.getAsLong();
  }

  /**
   * Starts a job on the DirectRunner.
   *
   * @param idle how long nothing has happened; asked often
   */
  public static PipelineResult run(Pipeline pipeline, Supplier<Duration> idle) {
    DirectRunner runner = DirectRunner.fromOptions(pipeline.getOptions());
    Clock clock = runner.getClockSupplier().get();
    Clock resting = new RestingClock(clock, idle, System::nanoTime, RestingClock::sleep);
    runner.setClockSupplier(() -> resting);
    return runner.run(pipeline);
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Instant now() {
    Duration time = idle.get().dividedBy(PART);
    if (time.compareTo(SHORTEST) >= 0 && nanos.getAsLong() - rested > WORK.toNanos()) {
      rest.accept(time.compareTo(LONGEST) > 0 ? LONGEST : time);
      rested = nanos.getAsLong();
    }
    return clock.now();
  }
}
