package org.mammobeam.beam;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.table.FingerprintTable;
import org.mammobeam.table.SkipRow;

/**
 * The fingerprint table of a run, in memory, and where its detail rows are.
 *
 * @param skip the short rows
 * @param files of detail rows in the order of their names, relative to the output folder
 */
public record RunTable(FingerprintTable skip, List<String> files) {
  /** The row of an exam. */
  public Optional<KnownRow> find(String exam) {
    return skip.find(Hash128.of(exam)).map(this::known);
  }

  /** Goes through all rows, file by file. */
  public void forEach(Consumer<KnownRow> use) {
    skip.forEach(row -> use.accept(known(row)));
  }

  private KnownRow known(SkipRow row) {
    return new KnownRow(files.get(row.place().segment()), row);
  }
}
