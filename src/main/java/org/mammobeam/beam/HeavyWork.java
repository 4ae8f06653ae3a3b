package org.mammobeam.beam;

import java.util.concurrent.Semaphore;

/**
 * Limits how many exams of a process are being computed at once, whatever the number of threads
 * that the runner has: so that memory is bounded by the work in flight. The heap decides, never a
 * setting that is part of a key.
 */
final class HeavyWork {
  /**
   * The four crops of an exam, heatmaps and windows of two views as floats, and room to collect.
   */
  private static final long BYTES_PER_EXAM = 640L << 20;

  private static final Semaphore PLACES =
      new Semaphore((int) Math.max(1, Runtime.getRuntime().maxMemory() / BYTES_PER_EXAM));

  private HeavyWork() {}

  /** Waits for a place. */
  static void enter() {
    PLACES.acquireUninterruptibly();
  }

  /** Gives the place back. */
  static void leave() {
    PLACES.release();
  }
}
