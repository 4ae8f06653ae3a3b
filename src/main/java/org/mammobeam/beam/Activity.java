package org.mammobeam.beam;

import java.time.Duration;

/**
 * When something last happened to an exam in this process: an engine's scheduler may rest when that
 * is long ago.
 */
public final class Activity {
  private static volatile long lastNanos;
  private static volatile boolean begun;

  private Activity() {}

  /** Something happens. */
  public static void note() {
    lastNanos = System.nanoTime();
    begun = true;
  }

  /** How long nothing has happened; no time before the first that happens. */
  public static Duration age() {
    return begun ? Duration.ofNanos(System.nanoTime() - lastNanos) : Duration.ZERO;
  }
}
