package org.mammobeam.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Feeds damaged files to a reader and wants each read or refused: no other exception, no error, no
 * endless reading and no memory beyond what the file may ask for.
 */
final class Fuzz {
  private static final int INPUTS = 10_000;

  /** A watchdog for loops that never end, not a measurement. */
  private static final long DEADLINE_SECONDS = 30;

  private final Reader reader;
  private final long maxAllocated;
  private volatile long startedAt = System.nanoTime();
  private volatile int input = -1;
  private volatile @Nullable String fault;
  private int refused;

  private Fuzz(Reader reader, long maxAllocated) {
    this.reader = reader;
    this.maxAllocated = maxAllocated;
  }

  /** Reads a file and throws the value away. */
  interface Reader {
    void read(byte[] file) throws IOException, MalformedDataException;
  }

  /**
   * Reads ten thousand files, and wants most of them refused, lest the damage miss.
   *
   * @param maxAllocated bytes that reading one file may allocate in all
   */
  static void run(Supplier<byte[]> files, Reader reader, long maxAllocated)
      throws InterruptedException {
    new Fuzz(reader, maxAllocated).run(files);
  }

  private void run(Supplier<byte[]> files) throws InterruptedException {
    Thread worker = new Thread(() -> work(files), "fuzz");
    worker.setDaemon(true);
    worker.start();
    while (worker.isAlive()) {
      worker.join(TimeUnit.SECONDS.toMillis(1));
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedAt);
      assertTrue(!worker.isAlive() || seconds < DEADLINE_SECONDS, "input " + input + " hangs");
    }
    assertEquals(null, fault);
    assertEquals(INPUTS - 1, input);
    assertTrue(refused > INPUTS / 4, refused + " refused");
  }

  private void work(Supplier<byte[]> files) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < INPUTS && fault == null; i++) {
      byte[] file = files.get();
      input = i;
      startedAt = System.nanoTime();
      long before = threads.getCurrentThreadAllocatedBytes();
      check(file);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      if (allocated > maxAllocated) {
        fault = "input " + i + " allocates " + allocated + " bytes";
      }
    }
  }

  @SuppressWarnings("CatchingUnchecked") // Whatever comes is what the test is about.
  private void check(byte[] file) {
    try {
      reader.read(file);
    } catch (MalformedDataException e) {
      refused++;
    } catch (IOException | RuntimeException | Error e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      fault = "input " + input + ": " + trace;
    }
  }
}
