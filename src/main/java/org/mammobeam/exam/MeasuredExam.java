package org.mammobeam.exam;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * An exam of a list with what the first two stages found of its images.
 *
 * @param exam what the list says of it
 * @param measures of the images of every view, in the order of {@code exam}
 */
public record MeasuredExam(ExamListEntry exam, Map<View, List<ImageMeasures>> measures)
    implements Serializable {
  public MeasuredExam {
    Map<View, List<ImageMeasures>> complete = new EnumMap<>(View.class);
    for (View view : View.values()) {
      List<ImageMeasures> ofView = List.copyOf(measures.getOrDefault(view, List.of()));
      if (ofView.size() != exam.shortPaths(view).size()) {
        throw new IllegalArgumentException(
            "%d measures for %d images of %s"
                .formatted(ofView.size(), exam.shortPaths(view).size(), view));
      }
      complete.put(view, ofView);
    }
    measures = Collections.unmodifiableMap(complete);
  }

  /** The measures of a view's images, in their order. */
  public List<ImageMeasures> measures(View view) {
    return new ArrayList<>(measures.getOrDefault(view, List.of()));
  }
}
