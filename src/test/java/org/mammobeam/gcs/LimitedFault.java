package org.mammobeam.gcs;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A fault of the next requests of some kinds. */
final class LimitedFault implements Fault {
  private final Set<Call.Kind> kinds;
  private final Fault fault;
  private final int times;
  private final AtomicInteger met = new AtomicInteger();

  LimitedFault(int times, Set<Call.Kind> kinds, Fault fault) {
    this.times = times;
    this.kinds = kinds;
    this.fault = fault;
  }

  @Override
  public boolean answers(Call call, HttpExchange exchange, Rest rest) throws IOException {
    return kinds.contains(call.kind())
        && met.getAndUpdate(before -> Math.min(before + 1, times)) < times
        && fault.answers(call, exchange, rest);
  }

  @Override
  public boolean struck() {
    return met.get() > 0;
  }
}
