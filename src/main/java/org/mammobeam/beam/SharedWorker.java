package org.mammobeam.beam;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.mammobeam.artifact.ArtifactStore;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.model.Models;
import org.mammobeam.stage.SourceFiles;
import org.mammobeam.stage.Worker;

/**
 * The worker of a process, shared by all its threads and stages: it exists from the first {@link
 * #acquire} to the last {@link #release}, then its models are closed. Without the end, every job on
 * a long-lived cluster would leave its models behind in native memory.
 */
final class SharedWorker {
  private static final Map<WorkerSetup, SharedWorker> OPEN = new HashMap<>();

  private final ArtifactStore store;
  private final SourceFiles sources;
  private final ModelPool models;
  private final long maxPixels;
  private int users;

  private SharedWorker(WorkerSetup setup) throws IOException {
    this.store = setup.store();
    this.sources = setup.sources();
    this.models = new ModelPool(setup);
    this.maxPixels = setup.maxPixels();
  }

  /** Where artifacts are. */
  ArtifactStore store() {
    return store;
  }

  /** Images with more pixels are refused. */
  long maxPixels() {
    return maxPixels;
  }

  /** The networks for a computation on an exam, to be closed after it. */
  ModelPool.Use models(ModelDigests digests) {
    return models.use(digests);
  }

  /** The worker for one computation. */
  Worker with(Models networks) {
    return new Worker(store, sources, networks, maxPixels);
  }

  /** Starts a use. */
  static SharedWorker acquire(WorkerSetup setup) throws IOException {
    synchronized (OPEN) {
      SharedWorker shared = OPEN.get(setup);
      if (shared == null) {
        shared = new SharedWorker(setup);
        OPEN.put(setup, shared);
      }
      shared.users++;
      return shared;
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
