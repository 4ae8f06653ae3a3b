package org.mammobeam.exam;

import java.util.List;

/**
 * An exam after the stage {@code crop}.
 *
 * @param before the exam as it reached the stage
 * @param crop what the stage came to
 */
public record CroppedExam(SourceExam before, StageOutcome crop) implements ScreenedExam {

  @Override
  public SourceExam source() {
    return before.source();
  }

  @Override
  public List<StageOutcome> outcomes() {
    return crop.after(before.outcomes());
  }
}
