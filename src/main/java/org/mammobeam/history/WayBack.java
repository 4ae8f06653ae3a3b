package org.mammobeam.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.mammobeam.beam.FileArtifactStore;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.StageOutcome;

/**
 * The way from a file back to its sources.
 *
 * @param file that it starts from
 * @param remark what is odd about the file, else empty
 * @param run that the file belongs to
 * @param row of an exam in it
 * @param exams that the file belongs to
 */
record WayBack(OutputFile file, String remark, SoundRun run, ExamResult row, List<String> exams) {
  /**
   * Goes back.
   *
   * @param from the stages that gave the file
   */
  FileLineage from(List<String> from) throws IOException {
    ExamTrace trace = ExamTrace.of(row, run.summary());
    List<StageOutcome> outcomes = new ArrayList<>(row.outcomes());
    Collections.reverse(outcomes);
    Set<String> behind = trace.behind(from);
    List<StageTrace> steps = new ArrayList<>();
    FileArtifactStore store = new FileArtifactStore(run.table().output());
    for (StageOutcome outcome : outcomes) {
      boolean ran = !(outcome.outcome() instanceof Outcome.NotRun);
      if (behind.contains(outcome.stage()) && (ran || from.contains(outcome.stage()))) {
        steps.add(StageTrace.of(trace, outcome, run.id(), store));
      }
    }
    return new FileLineage(
        file.path(),
        file.sha256(),
        remark,
        run.id(),
        row.source().id(),
        exams,
        steps,
        SourceFile.of(row.source()));
  }
}
