package org.mammobeam.beam;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.mammobeam.stage.Worker;

/**
 * The worker of a process, shared by all its threads and stages: it exists from the first {@link
 * #acquire} to the last {@link #release}, then its models are closed. Without the end, every job on
 * a long-lived cluster would leave its models behind in native memory.
 */
final class SharedWorker {
  private static final Map<WorkerSetup, SharedWorker> OPEN = new HashMap<>();

  private final Worker worker;
  private final KeptModels models;
  private int users;

  private SharedWorker(WorkerSetup setup) throws IOException {
    this.models = new KeptModels(setup.networks());
    this.worker = new Worker(setup.store(), setup.sources(), models, setup.maxPixels());
  }

  /** Starts a use. */
  static Worker acquire(WorkerSetup setup) throws IOException {
    synchronized (OPEN) {
      SharedWorker shared = OPEN.get(setup);
      if (shared == null) {
        shared = new SharedWorker(setup);
        OPEN.put(setup, shared);
      }
      shared.users++;
      return shared.worker;
    }
  }

  /** Ends a use. */
  static void release(WorkerSetup setup) {
    synchronized (OPEN) {
      SharedWorker shared = OPEN.get(setup);
      if (shared == null) {
        throw new IllegalStateException("released more often than acquired");
      }
      shared.users--;
      if (shared.users == 0) {
        OPEN.remove(setup);
        shared.models.close();
      }
    }
  }
}
