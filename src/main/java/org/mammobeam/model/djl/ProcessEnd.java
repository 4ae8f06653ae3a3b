package org.mammobeam.model.djl;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a process that is told to end wait for the networks that run, and holds back those that
 * would begin: its exit takes the engine's libraries apart, and code that is still in them crashes.
 */
final class ProcessEnd {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessEnd.class);
  private static final long LONGEST_RUN_SECONDS = 60;

  /** Read by runs, written by the process's end, which never gives it back. */
  private static final ReadWriteLock RUNS = new ReentrantReadWriteLock();

  private static final Thread WAIT = new Thread(ProcessEnd::waitForRuns, "networks-end");
  private static int openNetworks;

  private ProcessEnd() {}

  /** A network was opened. */
  static synchronized void opened() {
    if (openNetworks == 0) {
      try {
        Runtime.getRuntime().addShutdownHook(WAIT);
      } catch (IllegalStateException e) {
        LOG.debug("the process is ending already", e);
      }
    }
    openNetworks++;
  }

  /**
   * A network was closed. After the last one the process has no tie to this class, and so to the
   * class loader of a job that has ended.
   */
  static synchronized void closed() {
    openNetworks--;
    if (openNetworks == 0) {
      try {
        Runtime.getRuntime().removeShutdownHook(WAIT);
      } catch (IllegalStateException e) {
        LOG.debug("the process is ending already", e);
      }
    }
  }

  /** Held while a network runs; waits for ever once the process is ending. */
  static Lock duringRun() {
    return RUNS.readLock();
  }

  private static void waitForRuns() {
    try {
      if (!RUNS.writeLock().tryLock(LONGEST_RUN_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("a network still runs after {} s; the process ends under it", LONGEST_RUN_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
