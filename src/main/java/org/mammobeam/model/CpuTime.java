package org.mammobeam.model;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

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

  /** Nanoseconds of the calling thread alone. */
  static long own() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** Notes what another thread did for the calling one. */
  public static void add(long nanos) {
    BY_OTHERS.get()[0] += nanos;
  }
}
