package org.mammobeam.gcs;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds answers back for a moment, and counts how many are asked for meanwhile. */
public final class Busiest implements Fault {
  private final String folder;
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  /**
   * Counts downloads.
   *
   * @param folder whose objects count, with a slash at the end
   */
  public Busiest(String folder) {
    this.folder = folder;
  }

  /** The most at once. */
  public int most() {
    return most.get();
  }

  @Override
  public boolean answers(Call call, HttpExchange exchange, Rest rest) throws IOException {
    if (call.kind() == Call.Kind.MEDIA && call.object().startsWith(folder)) {
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      try {
        Thread.sleep(500);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      now.decrementAndGet();
    }
    return false;
  }
}
