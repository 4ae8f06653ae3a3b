package org.mammobeam.cli;

import java.util.function.Supplier;

/** Says something if a signal ends the process during some work. */
final class Farewell {
  private Farewell() {}

  /**
   * Does the work.
   *
   * @param farewell says what becomes of it
   */
  static <T> T during(Supplier<T> work, Runnable farewell) {
    Thread hook = new Thread(farewell);
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.get();
    } finally {
      forget(hook);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook has run.
      return;
    }
  }
}
