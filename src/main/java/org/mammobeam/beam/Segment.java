package org.mammobeam.beam;

import java.io.Serializable;

/**
 * A part of a run's rows, by exam ID, in files that nothing else writes and that have one name in
 * three folders.
 *
 * @param name of its files
 * @param exams whose rows these are
 */
record Segment(String name, ExamSet exams) implements Serializable {
  /** Folder of detail rows by exam ID, in the run's. */
  static final String ROWS = "rows/";

  /** Folder of the skip rows, in the run's. */
  static final String SKIP = "skip/";

  /** Folder of report cards by score, in the run's. */
  static final String CARDS = "cards/";
}
