package org.apache.beam.runners.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.PeriodicImpulse;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

final class RestingClockTest {
  private static final long SECONDS = 5;

  /** From here on rests have their full length. */
  private static final Duration LONG = RestingClock.LONGEST.multipliedBy(RestingClock.PART);

  private final AtomicReference<Duration> idle = new AtomicReference<>(Duration.ZERO);
  private final AtomicLong nanos = new AtomicLong();
  private final List<Duration> rests = new ArrayList<>();

  private void ask(int times, Duration apart) {
    RestingClock clock =
        new RestingClock(() -> Instant.ofEpochMilli(5), idle::get, nanos::get, rests::add);
    for (int i = 0; i < times; i++) {
      nanos.addAndGet(apart.toNanos());
      assertEquals(Instant.ofEpochMilli(5), clock.now());
    }
  }

  @Test
  void nothingRestsWhileThereIsWork() {
    idle.set(RestingClock.SHORTEST.multipliedBy(RestingClock.PART).minusNanos(RestingClock.PART));
    ask(10, RestingClock.WORK.plusNanos(1));
    assertEquals(List.of(), rests);
  }

  @Test
  void anIdleSchedulerRestsEachTimeThatItHasWorked() {
    idle.set(LONG);
    ask(10, RestingClock.WORK.plusNanos(1));
    assertEquals(Collections.nCopies(10, RestingClock.LONGEST), rests);
  }

  @Test
  void theLongerNothingHappensTheLongerARestIs() {
    for (int seconds : new int[] {10, 20, 30, 40, 4000}) {
      idle.set(Duration.ofSeconds(seconds));
      ask(1, RestingClock.WORK.plusNanos(1));
    }
    assertEquals(
        List.of(500L, 1000L, 1500L, 2000L, 2000L), rests.stream().map(Duration::toMillis).toList());
  }

  @Test
  void questionsInQuickSuccessionShareARest() {
    idle.set(LONG);
    ask(100, RestingClock.WORK.dividedBy(10));
    assertEquals(9, rests.size());
  }

  @Test
  void aJobThatWaitsLeavesTheProcessorToOthers() throws Exception {
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs("--blockOnRun=false").create());
    pipeline.apply(
        PeriodicImpulse.create().withInterval(org.joda.time.Duration.standardSeconds(1)));
    PipelineResult job = RestingClock.run(pipeline, idle::get);
    try {
      double busy = cpuOfASpell();
      idle.set(LONG);
      double resting = cpuOfASpell();
      assertTrue(resting < busy / 4, resting + " instead of " + busy);
    } finally {
      job.cancel();
    }
  }

  /** Seconds that the runner's threads compute in each second of a few. */
  private static double cpuOfASpell() throws InterruptedException {
    long before = cpuNanos();
    Thread.sleep(SECONDS * 1000);
    return (cpuNanos() - before) / 1e9 / SECONDS;
  }

  private static long cpuNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(thread -> thread != null && thread.getThreadName().startsWith("direct-runner"))
        .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
        .sum();
  }
}
