package org.mammobeam.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.StageCount;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.history.ScreeningPlan.ExamPlan;
import org.mammobeam.history.ScreeningPlan.ExamStep;
import org.mammobeam.history.ScreeningPlan.StagePlan;
import org.mammobeam.history.ScreeningPlan.Step;

/**
 * Counts what stages would do.
 *
 * @param base the run before, null without; it tells what exams cost
 * @param plans of the exams that are not covered
 * @param replaced rows of the run before that would be replaced or left out
 */
record StagePlans(@Nullable RunSummary base, List<ExamPlan> plans, List<ExamResult> replaced) {
  /** What a stage would do. */
  StagePlan of(String stage) {
    Map<Step, Long> steps = kept(stage);
    TreeMap<String, Long> reasons = new TreeMap<>();
    for (ExamPlan exam : plans) {
      if (!exam.failure().isEmpty()) {
        steps.merge(Step.NOT_RUN, 1L, Long::sum);
      }
      for (ExamStep step : exam.stages()) {
        if (step.stage().equals(stage)) {
          steps.merge(step.step(), 1L, Long::sum);
          step.reasons().forEach(reason -> reasons.merge(reason, 1L, Long::sum));
        }
      }
    }
    long millis = before(stage).map(StageCount::millisPerExam).orElse(0L);
    long runs = steps.getOrDefault(Step.RUNS, 0L);
    long mayRun = steps.getOrDefault(Step.MAY_RUN, 0L);
    return new StagePlan(
        stage,
        runs,
        mayRun,
        steps.getOrDefault(Step.REUSED, 0L),
        steps.getOrDefault(Step.REMEMBERED, 0L),
        steps.getOrDefault(Step.NOT_RUN, 0L),
        runs * millis,
        mayRun * millis,
        reasons);
  }

  /** What covered exams come to: all of the run before but the rows that are replaced or gone. */
  private Map<Step, Long> kept(String stage) {
    Map<Step, Long> steps = new HashMap<>();
    before(stage)
        .ifPresent(
            count -> {
              steps.put(Step.REUSED, count.computed() + count.reused());
              steps.put(Step.REMEMBERED, count.failed() + count.remembered());
              steps.put(Step.NOT_RUN, count.notRun());
            });
    for (ExamResult row : replaced) {
      for (StageOutcome outcome : row.outcomes()) {
        if (outcome.stage().equals(stage)) {
          steps.merge(Step.of(outcome.outcome()), -1L, Long::sum);
        }
      }
    }
    return steps;
  }

  private Optional<StageCount> before(String stage) {
    return base == null
        ? Optional.empty()
        : base.stages().stream().filter(count -> count.stage().equals(stage)).findFirst();
  }
}
