package org.mammobeam.beam;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.mammobeam.exam.ExamResult;

/** A row of a run in the making. */
public sealed interface ExamRow extends Serializable {
  /** By exam ID, byte by byte as UTF-8. */
  Comparator<ExamRow> BY_ID =
      Comparator.comparing(
          row -> row.id().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  /** ID of the exam. */
  String id();

  /**
   * A new row.
   *
   * @param result what the exam came to
   */
  record Fresh(ExamResult result) implements ExamRow {
    @Override
    public String id() {
      return result.source().id();
    }
  }

  /**
   * A row that is taken over as it is.
   *
   * @param id of the exam
   * @param known the row in the run before
   */
  record Covered(String id, KnownRow known) implements ExamRow {}
}
