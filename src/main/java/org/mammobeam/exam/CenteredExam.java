package org.mammobeam.exam;

import java.util.List;

/**
 * An exam after the stage {@code centers}.
 *
 * @param before the exam as it reached the stage
 * @param centers what the stage came to
 */
public record CenteredExam(CroppedExam before, StageOutcome centers) implements ScreenedExam {
  public StageOutcome crop() {
    return before.crop();
  }

  @Override
  public PlannedExam planned() {
    return before.planned();
  }

  @Override
  public List<StageOutcome> outcomes() {
    return centers.after(before.outcomes());
  }
}
