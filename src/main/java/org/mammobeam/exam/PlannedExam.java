package org.mammobeam.exam;

import java.util.List;
import java.util.Optional;
import org.mammobeam.artifact.Hash128;

/**
 * An exam before its first stage, with what the run before knows of it.
 *
 * @param source the exam as it came
 * @param plan hash of the plan that it is screened by
 * @param earlier what stages came to in the run before; may be of other keys than this time's
 */
public record PlannedExam(SourceExam source, Hash128 plan, List<StageOutcome> earlier)
    implements ScreenedExam {
  public PlannedExam {
    earlier = List.copyOf(earlier);
  }

  /** An exam of which nothing is known. */
  public static PlannedExam unknown(SourceExam source, Hash128 plan) {
    return new PlannedExam(source, plan, List.of());
  }

  /** What a stage came to in the run before. */
  public Optional<Outcome> earlier(String stage) {
    return earlier.stream()
        .filter(outcome -> outcome.stage().equals(stage))
        .map(StageOutcome::outcome)
        .findFirst();
  }

  @Override
  public PlannedExam planned() {
    return this;
  }

  @Override
  public List<StageOutcome> outcomes() {
    return List.of();
  }
}
