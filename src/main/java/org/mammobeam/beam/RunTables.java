package org.mammobeam.beam;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.codec.SealedJson;
import org.mammobeam.table.FingerprintTable;

/**
 * The tables that are in this process's memory. A table is loaded once, whatever the number of
 * threads, bundles and steps that look exams up in it: engines hand side inputs to every one of
 * them anew.
 */
public final class RunTables {
  /** The one before is still used by steps that have not ended. */
  private static final int KEPT = 2;

  private static final Map<Fingerprint, RunTable> LOADED = new LinkedHashMap<>();
  private static final AtomicLong LOADS = new AtomicLong();

  private RunTables() {}

  /** How often a table was loaded in this process. */
  public static long loads() {
    return LOADS.get();
  }

  /**
   * The table.
   *
   * @throws IOException also if one of its files is not the one that the run has published
   */
  public static RunTable of(TableRef ref) throws IOException {
    if (!ref.exists()) {
      return new RunTable(FingerprintTable.EMPTY, List.of());
    }
    synchronized (LOADED) {
      RunTable table = LOADED.remove(ref.digest());
      if (table == null) {
        table = load(ref);
        LOADS.incrementAndGet();
      }
      LOADED.put(ref.digest(), table);
      if (LOADED.size() > KEPT) {
        LOADED.remove(LOADED.keySet().iterator().next());
      }
      return table;
    }
  }

  private static RunTable load(TableRef ref) throws IOException {
    RunFolder run = ref.runFolder();
    byte[] done = ref.output().read(run.path(RunFolder.DONE));
    if (!Sha256.of(done).equals(ref.digest())) {
      throw new IOException("run " + ref.run() + " is no longer what it was when the job began");
    }
    try {
      RunSummary summary = SealedJson.open(done, RunSummary.class);
      return load(run, summary, summary.filesIn(run.path(Segment.ROWS)));
    } catch (MalformedDataException e) {
      throw new IOException("the table of run " + ref.run() + ": " + e.getMessage(), e);
    }
  }

  /** Loads the table of a run, for once. */
  static RunTable load(RunFolder run, RunSummary summary) throws IOException {
    try {
      return load(run, summary, summary.filesIn(run.path(Segment.ROWS)));
    } catch (MalformedDataException e) {
      throw new IOException("the table of run " + run.id() + ": " + e.getMessage(), e);
    }
  }

  /** Loads the part of a table that belongs to some of the run's files of rows. */
  static RunTable load(RunFolder run, RunSummary summary, List<String> files)
      throws IOException, MalformedDataException {
    FingerprintTable.Builder table = new FingerprintTable.Builder();
    for (String rows : files) {
      String skip = run.path(Segment.SKIP) + rows.substring(run.path(Segment.ROWS).length());
      byte[] content = run.output().read(skip);
      if (!Sha256.of(content).hex().equals(summary.files().get(skip))) {
        throw new MalformedDataException(skip + " is not the file that was published");
      }
      table.add(content);
    }
    return new RunTable(table.build(), files);
  }
}
