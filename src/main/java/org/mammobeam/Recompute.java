package org.mammobeam;

import java.io.Serializable;
import org.mammobeam.beam.RunTask;
import org.mammobeam.exam.Plan;
import org.mammobeam.table.Reprocess;
import org.mammobeam.table.SkipRule;

/**
 * Which exams a job works on, and how it finds out.
 *
 * @param reprocess the policy
 * @param rehash whether files are read even where they look unchanged
 * @param exams the IDs it works on, with {@code *} and {@code ?}; empty for all
 * @param tableRowsInMemory a fingerprint table with more rows is joined, not held by every worker
 */
public record Recompute(Reprocess reprocess, boolean rehash, String exams, long tableRowsInMemory)
    implements Serializable {
  /** At about 90 bytes a row these take half a gigabyte. */
  public static final long DEFAULT_TABLE_ROWS = 5_000_000;

  /** What has changed. */
  public static final Recompute CHANGED =
      new Recompute(Reprocess.CHANGED, false, "", DEFAULT_TABLE_ROWS);

  /** The rule by which exams are skipped. */
  public SkipRule rule(Plan plan) {
    return new SkipRule(reprocess, rehash, plan.hash(), exams);
  }

  /** Whether an exam is one of those it works on. */
  public boolean names(String exam) {
    return SkipRule.matches(exams, exam);
  }

  /** What the summary of a run says of it. */
  public RunTask task() {
    return new RunTask(reprocess.label(), rehash, exams);
  }
}
