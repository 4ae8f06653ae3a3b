package org.mammobeam.model.djl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
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
   * @param turn taken by each task before it begins
   */
  static ExecutorService of(String name, int count, Turn turn) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor lanes =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            tasks -> {
              Thread thread = new Thread(tasks, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            }) {
          @Override
          public void execute(Runnable task) {
            super.execute(() -> inTurn(task, turn));
          }
        };
    lanes.allowCoreThreadTimeOut(true);
    return lanes;
  }

  /** What a task waits for besides its lane. */
  interface Turn {
    /** Nothing. */
    Turn FREE = () -> () -> {};

    /** Waits, and gives what ends the turn. */
    Runnable take() throws IOException, InterruptedException;
  }

  private static void inTurn(Runnable task, Turn turn) {
    Runnable end;
    try {
      end = turn.take();
    } catch (IOException e) {
      abandon(task);
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      abandon(task);
      Thread.currentThread().interrupt();
      return;
    }
    try {
      task.run();
    } finally {
      end.run();
    }
  }

  /** Somebody waits for it. */
  private static void abandon(Runnable task) {
    if (task instanceof Future<?> awaited) {
      awaited.cancel(false);
    }
  }
}
