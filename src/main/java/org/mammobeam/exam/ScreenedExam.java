package org.mammobeam.exam;

import java.io.Serializable;
import java.util.List;

/** An exam on its way through the stages: references and outcomes, a few kilobytes. */
public interface ScreenedExam extends Serializable {
  /** The exam before its first stage. */
  PlannedExam planned();

  /** What the stages so far came to, in their order. */
  List<StageOutcome> outcomes();

  /** The exam as it came. */
  default SourceExam source() {
    return planned().source();
  }
}
