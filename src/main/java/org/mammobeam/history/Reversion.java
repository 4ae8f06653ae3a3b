package org.mammobeam.history;

import java.io.IOException;
import org.mammobeam.ScreeningOptions;
import org.mammobeam.beam.RunReversal;

/**
 * What came of making the results of an earlier run the newest again.
 *
 * @param run that has these results now, and is the newest
 * @param earlier the run whose results they are
 * @param made whether the run had to be made: not if the newest had these results already
 * @param exams in its results
 * @param failedExams of them, those with a failure
 * @param reused stage results that it takes over
 */
public record Reversion(
    String run, String earlier, boolean made, long exams, long failedExams, long reused) {
  /** Makes the results of an earlier run the newest. */
  public static Reversion to(SoundRun earlier) throws IOException {
    RunReversal.Reverted reverted =
        new RunReversal(earlier.table(), ScreeningOptions.PROGRAM).revert();
    RunLine line = RunLine.of(reverted.summary(), "");
    return new Reversion(
        line.run(), earlier.id(), reverted.made(), line.exams(), line.failedExams(), line.reused());
  }
}
