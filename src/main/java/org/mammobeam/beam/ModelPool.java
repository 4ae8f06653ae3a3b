package org.mammobeam.beam;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.model.ExamClassifier;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.Models;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.Precision;

/**
 * The networks of a worker, each exam's its own: while one bundle takes the place of another, both
 * are open. A bundle's networks are closed when nobody computes with them and others have been used
 * since, or the pool has been closed: a job that fails ends while exams are still computed.
 */
final class ModelPool implements AutoCloseable {
  private final WorkerSetup setup;
  private final Map<Hash128, Entry> entries = new HashMap<>();
  private @Nullable Entry latest;
  private boolean closed;

  private static final class Entry {
    final KeptModels models;
    int users;

    Entry(KeptModels models) {
      this.models = models;
    }
  }

  ModelPool(WorkerSetup setup) {
    this.setup = setup;
  }

  /** The networks for one computation; they are in use from the first that it opens. */
  Use use(ModelDigests digests) {
    return new Use(digests);
  }

  private synchronized Entry enter(ModelDigests digests) {
    Entry entry =
        entries.computeIfAbsent(
            digests.hash(), unused -> new Entry(new KeptModels(setup, digests)));
    entry.users++;
    latest = entry;
    closeUnused();
    return entry;
  }

  private synchronized void leave(Entry entry) {
    entry.users--;
    closeUnused();
  }

  private void closeUnused() {
    entries
        .values()
        .removeIf(
            entry -> {
              boolean unused = entry.users == 0 && (closed || entry != latest);
              if (unused) {
                entry.models.close();
              }
              return unused;
            });
  }

  /** Ends all that nobody computes with, and the others when they are left. */
  @Override
  public synchronized void close() {
    closed = true;
    closeUnused();
  }

  /** What one computation opens; used by one thread. */
  final class Use implements Models, AutoCloseable {
    private final ModelDigests digests;
    private @Nullable Entry entry;

    private Use(ModelDigests digests) {
      this.digests = digests;
    }

    @Override
    public PatchClassifier openPatchClassifier(Precision precision) throws IOException {
      return entered().openPatchClassifier(precision);
    }

    @Override
    public ExamClassifier openExamClassifier(ModelRole role, Precision precision)
        throws IOException {
      return entered().openExamClassifier(role, precision);
    }

    private KeptModels entered() {
      Entry mine = entry;
      if (mine == null) {
        mine = enter(digests);
        entry = mine;
      }
      return mine.models;
    }

    @Override
    public void close() {
      Entry mine = entry;
      if (mine != null) {
        entry = null;
        leave(mine);
      }
    }
  }
}
