package org.apache.beam.runners.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.PeriodicImpulse;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

final class RestingClockTest {
  private static final long SECONDS = 5;

  private final AtomicBoolean idle = new AtomicBoolean();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger rests = new AtomicInteger();

  private void ask(int times, java.time.Duration apart) {
    RestingClock clock =
        new RestingClock(
            () -> Instant.ofEpochMilli(5), idle::get, nanos::get, rests::incrementAndGet);
    for (int i = 0; i < times; i++) {
      nanos.addAndGet(apart.toNanos());
      assertEquals(Instant.ofEpochMilli(5), clock.now());
    }
  }

  @Test
  void nothingRestsWhileThereIsWork() {
    ask(10, RestingClock.WORK.plusNanos(1));
    assertEquals(0, rests.get());
  }

  @Test
  void anIdleSchedulerRestsEachTimeThatItHasWorked() {
    idle.set(true);
    ask(10, RestingClock.WORK.plusNanos(1));
    assertEquals(10, rests.get());
  }

  @Test
  void questionsInQuickSuccessionShareARest() {
    idle.set(true);
    ask(100, RestingClock.WORK.dividedBy(10));
    assertEquals(9, rests.get());
  }

  @Test
  void aJobThatWaitsLeavesTheProcessorToOthers() throws Exception {
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs("--blockOnRun=false").create());
    pipeline.apply(PeriodicImpulse.create().withInterval(Duration.standardSeconds(1)));
    PipelineResult job = RestingClock.run(pipeline, idle::get);
    try {
      double busy = cpuOfASpell();
      idle.set(true);
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
