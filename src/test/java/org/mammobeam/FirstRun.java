package org.mammobeam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.StageCount;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.history.ScreeningPlan;
import org.mammobeam.history.ScreeningPlan.StagePlan;
import org.mammobeam.history.ScreeningPlan.Step;

/**
 * A first run that tests copy and go on from, and what is asked of the runs after it.
 *
 * <p>Exam a has two images of one view, b has lesions, c is one patch whatever the settings.
 */
final class FirstRun {
  /** No exam in any stage. */
  static final List<String> NONE = List.of("", "", "", "", "", "");

  private static @Nullable Path made;

  private FirstRun() {}

  /** The exams and the output of the run in folders of their own. */
  static TestScreening copyTo(Path folder) throws IOException {
    ExamTrees.copy(made(), folder.resolve("copy"));
    return of(folder.resolve("copy"));
  }

  private static TestScreening of(Path folder) {
    return new TestScreening(folder.resolve("exams"), folder.resolve("out"));
  }

  /** Screens once for all tests of this process. */
  private static synchronized Path made() throws IOException {
    Path first = made;
    if (first == null) {
      first = Path.of("target", "first-run-" + ProcessHandle.current().pid()).toAbsolutePath();
      screen(of(first));
      made = first;
    }
    return first;
  }

  private static void screen(TestScreening screening) throws IOException {
    SyntheticExam.plain().write(screening.file("a"));
    SyntheticExam.plain().writeSecondImage(screening.file("a"));
    SyntheticExam.withLesion().write(screening.file("b"));
    SyntheticExam.onePatch().write(screening.file("c"));
    ScreeningPlan plan = screening.plan();
    RunSummary run = screening.run();
    assertEquals(List.of("abc", "abc", "abc", "abc", "abc", "abc"), computed(screening.rows(run)));
    assertEquals(List.of("abc", "", "", "", "", ""), steps(plan, Step.RUNS));
    assertEquals(List.of("", "abc", "abc", "abc", "abc", "abc"), steps(plan, Step.MAY_RUN));
  }

  /** Per stage, the exams for which a run computed. */
  static List<String> computed(Map<String, ExamResult> rows) {
    return perStage(rows, outcome -> outcome instanceof Outcome.Done done && !done.reused());
  }

  private static List<String> perStage(Map<String, ExamResult> rows, Predicate<Outcome> wanted) {
    Map<String, String> exams = new TreeMap<>();
    rows.forEach(
        (id, row) -> {
          for (StageOutcome outcome : row.outcomes()) {
            exams.merge(outcome.stage(), wanted.test(outcome.outcome()) ? id : "", String::concat);
          }
        });
    return Settings.STAGES.stream().map(stage -> exams.getOrDefault(stage, "")).toList();
  }

  static List<String> steps(ScreeningPlan plan, Step wanted) {
    return Settings.STAGES.stream()
        .map(
            stage -> {
              StringBuilder exams = new StringBuilder();
              plan.changed()
                  .forEach(
                      exam ->
                          exam.stages().stream()
                              .filter(step -> step.stage().equals(stage) && step.step() == wanted)
                              .forEach(step -> exams.append(exam.exam())));
              return exams.toString();
            })
        .toList();
  }

  /** What would run has run, and nothing that would neither run nor may. */
  static void assertKept(ScreeningPlan plan, RunSummary run) {
    for (int i = 0; i < plan.stages().size(); i++) {
      StagePlan planned = plan.stages().get(i);
      StageCount did = run.stages().get(i);
      assertEquals(planned.stage(), did.stage());
      long ran = did.computed() + did.failed();
      assertTrue(planned.runs() <= ran, planned + " but " + did);
      assertTrue(ran <= planned.runs() + planned.mayRun(), planned + " but " + did);
      assertTrue(planned.reused() <= did.reused(), planned + " but " + did);
      if (planned.mayRun() == 0) {
        assertEquals(planned.reused(), did.reused(), planned + " but " + did);
        assertEquals(planned.remembered(), did.remembered(), planned + " but " + did);
      }
    }
  }
}
