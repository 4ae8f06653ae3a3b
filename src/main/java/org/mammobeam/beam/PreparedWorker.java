package org.mammobeam.beam;

import org.mammobeam.stage.Worker;

/**
 * A worker for one computation.
 *
 * @param worker of whom the computation asks
 * @param end of what was started for it and has not been used
 */
public record PreparedWorker(Worker worker, Runnable end) implements AutoCloseable {
  @Override
  public void close() {
    end.run();
  }
}
