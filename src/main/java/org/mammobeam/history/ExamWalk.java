package org.mammobeam.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mammobeam.ScreeningOptions;
import org.mammobeam.beam.KnownOutcomes;
import org.mammobeam.beam.ReadExams;
import org.mammobeam.beam.StageTask;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.PlannedExam;
import org.mammobeam.exam.ScreenedExam;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.history.ScreeningPlan.ExamPlan;
import org.mammobeam.history.ScreeningPlan.ExamStep;
import org.mammobeam.history.ScreeningPlan.Step;
import org.mammobeam.stage.Reads;
import org.mammobeam.stage.Stage;
import org.mammobeam.table.Reprocess;
import org.mammobeam.table.SkipRule;

/**
 * The way of one exam through the stages, by the look-ups that a run makes: what would run does
 * not, and what is behind it waits.
 */
final class ExamWalk {
  private final ScreeningOptions options;
  private final SkipRule rule;
  private final KnownOutcomes known;
  private final SourceExam exam;
  private final @Nullable ExamResult before;
  private final @Nullable ExamChanges changes;
  private final Map<String, List<String>> reasons = new HashMap<>();
  private final List<ExamStep> steps = new ArrayList<>();

  /**
   * @param known outcomes that need no computing
   * @param before the exam's row in the run before, null where it has none
   * @param changes since that row, null likewise
   */
  ExamWalk(
      ScreeningOptions options,
      SkipRule rule,
      KnownOutcomes known,
      SourceExam exam,
      @Nullable ExamResult before,
      @Nullable ExamChanges changes) {
    this.options = options;
    this.rule = rule;
    this.known = known;
    this.exam = exam;
    this.before = before;
    this.changes = changes;
  }

  /** What would be done for the exam. */
  ExamPlan plan() throws IOException {
    ScreenedExam at = ReadExams.planned(exam, rule, before);
    for (Stage<?, ?> stage : options.stages().list()) {
      at = pass(stage, at);
    }
    return new ExamPlan(exam.id(), steps, "");
  }

  /** The list of stages is in the order in which each takes what the one before gives. */
  @SuppressWarnings("unchecked")
  private <I extends ScreenedExam> ScreenedExam pass(Stage<I, ?> stage, ScreenedExam at)
      throws IOException {
    I in = (I) at;
    Reads reads = stage.reads(in);
    Outcome outcome = outcome(stage, reads, in.planned());
    return stage.next(in, new StageOutcome(stage.name(), stage.version(), outcome));
  }

  private Outcome outcome(Stage<?, ?> stage, Reads reads, PlannedExam planned) throws IOException {
    boolean asked = options.settings().stages().contains(stage.name());
    StageTask.Mode mode = StageTask.Mode.of(asked, rule.reprocess());
    if (reads.missing().isPresent()) {
      return add(stage, Step.NOT_RUN, List.of(), new Outcome.NotRun(reads.missing().get()));
    }
    if (mode == StageTask.Mode.ANEW) {
      return add(stage, Step.RUNS, List.of("everything anew"), new Outcome.Pending());
    }
    if (!reads.pending().isEmpty()) {
      List<String> why = why(stage, reads);
      return mode == StageTask.Mode.LOOK_UP
          ? add(stage, Step.NOT_RUN, List.of(), new Outcome.NotRun("not asked for"))
          : add(stage, Step.MAY_RUN, why, new Outcome.Pending());
    }
    Optional<Outcome> there = known.find(stage.name(), reads.key(stage), planned);
    if (there.isPresent()) {
      return add(stage, Step.of(there.get()), List.of(), there.get());
    }
    return mode == StageTask.Mode.LOOK_UP
        ? add(stage, Step.NOT_RUN, List.of(), new Outcome.NotRun("not asked for"))
        : add(stage, Step.RUNS, why(stage, reads), new Outcome.Pending());
  }

  private Outcome add(Stage<?, ?> stage, Step step, List<String> why, Outcome outcome) {
    steps.add(new ExamStep(stage.name(), step, why));
    reasons.put(stage.name(), why);
    return outcome;
  }

  private List<String> why(Stage<?, ?> stage, Reads reads) {
    if (before == null || changes == null) {
      return List.of("new exam");
    }
    List<String> why = new ArrayList<>(changes.ofSource());
    why.addAll(changes.ofStage(stage.name(), reads.roles()));
    for (String pending : reads.pending()) {
      for (String reason : reasons.getOrDefault(pending, List.of())) {
        String behind = why.contains(reason) ? reason : "behind " + pending + ": " + reason;
        if (!why.contains(behind)) {
          why.add(reason.startsWith("behind ") ? reason : behind);
        }
      }
    }
    if (why.isEmpty() && rule.reprocess() == Reprocess.FAILED && failed(stage.name())) {
      why.add("retry of a failure");
    }
    return why.isEmpty() ? List.of("no artifact of what it reads now") : why;
  }

  private boolean failed(String stage) {
    return before != null
        && before.outcomes().stream()
            .anyMatch(o -> o.stage().equals(stage) && o.outcome() instanceof Outcome.Failed);
  }
}
