package org.mammobeam.history;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mammobeam.ScreeningStages;
import org.mammobeam.Settings;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.Plan;
import org.mammobeam.exam.Plan.PlannedStage;
import org.mammobeam.exam.PlannedExam;
import org.mammobeam.exam.ScreenedExam;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.stage.Reads;
import org.mammobeam.stage.Stage;

/** An exam's row with what each of its stages read. */
final class ExamTrace {
  private final ExamResult row;
  private final @Nullable Plan plan;
  private final Map<String, Reads> reads = new LinkedHashMap<>();

  private ExamTrace(ExamResult row, @Nullable Plan plan) {
    this.row = row;
    this.plan = plan;
    ScreenedExam at = new PlannedExam(row.source(), row.plan(), List.of());
    // What stages read does not depend on their settings.
    for (Stage<?, ?> stage : ScreeningStages.of(Settings.DEFAULT).list()) {
      Optional<StageOutcome> outcome = outcome(stage.name());
      at = pass(stage, at, outcome.orElseGet(() -> absent(stage)));
    }
  }

  /** The trace of a row, by what the run that holds it says of its plan. */
  static ExamTrace of(ExamResult row, RunSummary holder) {
    return new ExamTrace(row, holder.plans().get(row.plan().toString()));
  }

  private static StageOutcome absent(Stage<?, ?> stage) {
    return new StageOutcome(stage.name(), stage.version(), new Outcome.NotRun("not known then"));
  }

  /** The list of stages is in the order in which each takes what the one before gives. */
  @SuppressWarnings("unchecked")
  private <I extends ScreenedExam> ScreenedExam pass(
      Stage<I, ?> stage, ScreenedExam at, StageOutcome outcome) {
    I in = (I) at;
    reads.put(stage.name(), stage.reads(in));
    return stage.next(in, outcome);
  }

  /** The row. */
  ExamResult row() {
    return row;
  }

  /** The plan that the outcomes come from; null where it is not known. */
  @Nullable Plan plan() {
    return plan;
  }

  /** What a stage came to, if the row says. */
  Optional<StageOutcome> outcome(String stage) {
    return row.outcomes().stream().filter(outcome -> outcome.stage().equals(stage)).findFirst();
  }

  /** All that a stage depends on; empty for a stage that this program does not know. */
  List<Reads.Content> reads(String stage) {
    Reads of = reads.get(stage);
    return of == null ? List.of() : of.contents();
  }

  /** Stages and all stages whose parts they depend on, directly or not. */
  Set<String> behind(List<String> stages) {
    Set<String> all = new LinkedHashSet<>(stages);
    for (String stage : stages) {
      for (Reads.Content read : reads(stage)) {
        if (read.kind() == Reads.Kind.PART) {
          all.addAll(behind(List.of(read.from())));
        }
      }
    }
    return all;
  }

  /** Roles of the networks that a stage uses. */
  List<String> roles(String stage) {
    Reads of = reads.get(stage);
    return of == null ? List.of() : of.roles();
  }

  /** A stage's settings as text, empty where the plan is not known. */
  String settings(String stage) {
    return plan == null
        ? ""
        : plan.stages().stream()
            .filter(planned -> planned.stage().equals(stage))
            .map(PlannedStage::settings)
            .findFirst()
            .orElse("");
  }
}
