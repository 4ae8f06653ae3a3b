package org.mammobeam.exam;

import java.util.List;

/**
 * An exam after the stage {@code crop}.
 *
 * @param before the exam as it reached the stage
 * @param crop what the stage came to
 */
public record CroppedExam(PlannedExam before, StageOutcome crop) implements ScreenedExam {

  @Override
  public PlannedExam planned() {
    return before.planned();
  }

  @Override
  public List<StageOutcome> outcomes() {
    return crop.after(before.outcomes());
  }
}
