package org.mammobeam.history;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.mammobeam.beam.BaseRun;
import org.mammobeam.beam.KnownRow;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunResults;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.RunTables;
import org.mammobeam.beam.TableRef;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.ExamResult;

/**
 * A published run whose table is as it was published.
 *
 * @param table its table
 * @param summary what it came to
 */
public record SoundRun(TableRef table, RunSummary summary) {
  /**
   * Checks a run.
   *
   * @throws DamagedRunException if the run is damaged or another output's
   */
  public static SoundRun open(RunFolder run) throws IOException {
    try {
      TableRef table = BaseRun.check(run);
      return new SoundRun(table, RunResults.summary(run));
    } catch (MalformedDataException | FileNotFoundException e) {
      throw new DamagedRunException(run.id(), e);
    }
  }

  /** Its ID. */
  public String id() {
    return table.run();
  }

  /** Its folder. */
  public RunFolder folder() {
    return table.runFolder();
  }

  /** The row of an exam. */
  public Optional<ExamResult> find(String exam) throws IOException {
    Optional<KnownRow> row = RunTables.of(table).find(exam);
    return row.isEmpty() ? Optional.empty() : Optional.of(row.get().read(table.output()));
  }
}
