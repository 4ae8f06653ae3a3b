package org.mammobeam.exam;

import java.util.List;

/**
 * An exam after the stage {@code visualize}.
 *
 * @param before the exam as it reached the stage
 * @param overlays what the stage came to
 */
public record VisualizedExam(ScoredExam before, StageOutcome overlays) implements ScreenedExam {

  @Override
  public PlannedExam planned() {
    return before.planned();
  }

  @Override
  public List<StageOutcome> outcomes() {
    return overlays.after(before.outcomes());
  }
}
