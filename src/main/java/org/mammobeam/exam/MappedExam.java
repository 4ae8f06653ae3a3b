package org.mammobeam.exam;

import java.util.List;

/**
 * An exam after the stage {@code heatmaps}.
 *
 * @param before the exam as it reached the stage
 * @param heatmaps what the stage came to
 */
public record MappedExam(CenteredExam before, StageOutcome heatmaps) implements ScreenedExam {
  public StageOutcome crop() {
    return before.crop();
  }

  public StageOutcome centers() {
    return before.centers();
  }

  @Override
  public PlannedExam planned() {
    return before.planned();
  }

  @Override
  public List<StageOutcome> outcomes() {
    return heatmaps.after(before.outcomes());
  }
}
