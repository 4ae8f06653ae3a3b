package org.mammobeam.model.djl;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads in which networks run.
 *
 * <p>They outlive a network, because the C library keeps freed memory for the thread that used it:
 * new threads for each network would take new memory each time. Idle ones end after a while, so
 * that they do not hold the class loader of a job that has ended.
 */
final class Lanes {
  private static final long IDLE_SECONDS = 20;

  private Lanes() {}

  /**
   * Makes lanes; their threads start when there is work.
   *
   * @param name of the threads
   * @param prepare done by each thread before its first task
   */
  static ExecutorService of(String name, int count, Runnable prepare) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor lanes =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            tasks -> {
              Runnable prepared =
                  () -> {
                    prepare.run();
                    tasks.run();
                  };
              Thread thread = new Thread(prepared, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    lanes.allowCoreThreadTimeOut(true);
    return lanes;
  }
}
