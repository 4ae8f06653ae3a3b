package org.mammobeam.exam;

import java.util.List;

/**
 * An exam after the stage {@code classify-image-heatmaps}.
 *
 * @param before the exam as it reached the stage
 * @param imageHeatmapsScores what the stage came to
 */
public record ScoredExam(ImageScoredExam before, StageOutcome imageHeatmapsScores)
    implements ScreenedExam {
  public StageOutcome crop() {
    return before.crop();
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
    return imageHeatmapsScores.after(before.outcomes());
  }
}
