package org.mammobeam.beam;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What publishing a run waits for: the rows that were written and the exams that were found.
 *
 * @param segments of rows
 * @param assembled exams that were found
 */
record RunParts(List<Segment> segments, ExamSet assembled) implements Serializable {
  RunParts {
    segments = List.copyOf(segments);
  }

  static RunParts written(Segment segment) {
    return new RunParts(List.of(segment), ExamSet.EMPTY);
  }

  static RunParts found(ExamSet exams) {
    return new RunParts(List.of(), exams);
  }

  static RunParts sum(Iterable<RunParts> parts) {
    List<Segment> segments = new ArrayList<>();
    ExamSet assembled = ExamSet.EMPTY;
    for (RunParts part : parts) {
      segments.addAll(part.segments);
      assembled = assembled.plus(part.assembled);
    }
    return new RunParts(segments, assembled);
  }
}
