package org.mammobeam.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.Savings;
import org.mammobeam.beam.StageCount;

/**
 * The table at the end of a run: what each stage did.
 *
 * @param summary of the run
 */
record SummaryTable(RunSummary summary) {
  private static final String ROW = "%-24s %9s %9s %9s %9s %12s%n";

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "run %s: %d exams, %d with failures%n",
        summary.run(),
        summary.exams().count(),
        summary.failedExams());
    out.printf(ROW, "stage", "computed", "reused", "failed", "not run", "CPU seconds");
    for (StageCount stage : summary.stages()) {
      out.printf(
          ROW,
          stage.stage(),
          stage.computed(),
          stage.reused(),
          stage.failed() + stage.remembered(),
          stage.notRun(),
          String.format(Locale.ROOT, "%.1f", stage.cpuMillis() / 1000.0));
    }
    String savings = Savings.of(summary.stages()).text();
    if (!savings.isEmpty()) {
      out.println(savings);
    }
  }
}
