package org.mammobeam.exam;

import java.util.List;

/**
 * An exam after the stage {@code classify-image}.
 *
 * @param before the exam as it reached the stage
 * @param imageScores what the stage came to
 */
public record ImageScoredExam(MappedExam before, StageOutcome imageScores) implements ScreenedExam {
  public StageOutcome crop() {
    return before.crop();
  }

  public StageOutcome centers() {
    return before.centers();
  }

  public StageOutcome heatmaps() {
    return before.heatmaps();
  }

  @Override
  public PlannedExam planned() {
    return before.planned();
  }

  @Override
  public List<StageOutcome> outcomes() {
    return imageScores.after(before.outcomes());
  }
}
