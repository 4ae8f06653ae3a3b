package org.mammobeam.model.djl;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of one network. They end with it, so that they hold no class loader of a past job. */
final class Lanes {
  private Lanes() {}

  /**
   * Makes the threads.
   *
   * @param name of the network
   * @param prepare done by each thread before its first task
   */
  static ExecutorService of(String name, int count, Runnable prepare) {
    AtomicInteger number = new AtomicInteger();
    return Executors.newFixedThreadPool(
        count,
        task -> {
          Runnable prepared =
              () -> {
                prepare.run();
                task.run();
              };
          Thread thread = new Thread(prepared, name + "-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Ends the threads; waits for what they are doing, since it uses the network's memory. */
  static void end(ExecutorService lanes) {
    lanes.shutdown();
    boolean interrupted = false;
    try {
      while (!lanes.isTerminated()) {
        try {
          lanes.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
