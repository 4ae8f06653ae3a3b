package org.mammobeam.model.djl;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class LaneTimeTest {
  private static final long WORK_NANOS = 200_000_000;

  /** The engine's threads have the name of the lane that made them, and no thread object. */
  @Test
  void threadsOfTheSameNameBelongToTheLaneAndOthersDoNot() throws Exception {
    ExecutorService lane =
        Executors.newFixedThreadPool(2, task -> new Thread(task, "time-test-lane"));
    CountDownLatch worked = new CountDownLatch(1);
    try {
      Future<Object> idle =
          lane.submit(
              () -> {
                work();
                worked.countDown();
                Thread.sleep(60_000);
                return "woken";
              });
      worked.await();
      work();
      long nanos = lane.submit(LaneTime::nanos).get();
      assertFalse(idle.isDone());
      assertTrue(nanos >= WORK_NANOS, nanos + " ns");
      assertTrue(nanos < 2 * WORK_NANOS, nanos + " ns");
    } finally {
      lane.shutdownNow();
    }
  }

  private static void work() {
    var threads = java.lang.management.ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + WORK_NANOS;
    while (threads.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }
}
