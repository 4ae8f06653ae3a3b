package org.mammobeam.model;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Processor time of the calling thread with what other threads did for it: networks run in lanes,
 * whose time belongs to the stage that waits for them.
 */
public final class CpuTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final ThreadLocal<long[]> BY_OTHERS = ThreadLocal.withInitial(() -> new long[1]);

  private CpuTime() {}

  /** Nanoseconds since some moment that is the same for all calls of a thread. */
  public static long nanos() {
    return own() + BY_OTHERS.get()[0];
  }

  private static long own() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /**
   * The same task, which counts what it takes of the thread that runs it.
   *
   * @param nanos is added to
   */
  public static <T> Callable<T> counted(Callable<T> task, AtomicLong nanos) {
    return () -> {
      long start = own();
      try {
        return task.call();
      } finally {
        nanos.addAndGet(own() - start);
      }
    };
  }

  /** Notes what another thread did for the calling one. */
  public static void add(long nanos) {
    BY_OTHERS.get()[0] += nanos;
  }
}
