package org.mammobeam.beam;

import java.time.Duration;

/**
 * When something last happened to an exam in this process: an engine's scheduler may rest when that
 * is long ago.
 */
public final class Activity {
  private static volatile long lastNanos = System.nanoTime();

  private Activity() {}

  /** Something happens. */
  public static void note() {
    lastNanos = System.nanoTime();
  }

  /** Whether nothing has happened for some time. */
  public static boolean isOlderThan(Duration time) {
    return System.nanoTime() - lastNanos > time.toNanos();
  }
}
