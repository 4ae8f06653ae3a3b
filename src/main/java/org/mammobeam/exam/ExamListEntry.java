package org.mammobeam.exam;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an exam list says of one exam; whether its names are safe is not checked here.
 *
 * @param examId the list's own name for it, null where it has none
 * @param horizontalFlip whether the images are stored mirrored
 * @param shortPaths of every view its images without extension, in the order of the list; views
 *     without images have an empty list
 */
public record ExamListEntry(
    @Nullable String examId, HorizontalFlip horizontalFlip, Map<View, List<String>> shortPaths)
    implements Serializable {
  public ExamListEntry {
    Map<View, List<String>> complete = new EnumMap<>(View.class);
    for (View view : View.values()) {
      complete.put(view, List.copyOf(shortPaths.getOrDefault(view, List.of())));
    }
    shortPaths = Collections.unmodifiableMap(complete);
  }

  /** The images of a view without extension, in the order of the list. */
  public List<String> shortPaths(View view) {
    return shortPaths.getOrDefault(view, List.of());
  }

  /** The images of all views, in the order of the views. */
  public List<String> allShortPaths() {
    List<String> all = new ArrayList<>();
    shortPaths.values().forEach(all::addAll);
    return all;
  }

  /** The views that have no image. */
  public List<View> missingViews() {
    List<View> missing = new ArrayList<>();
    for (View view : View.values()) {
      if (shortPaths(view).isEmpty()) {
        missing.add(view);
      }
    }
    return missing;
  }

  /** Whether both name the same images of every view and the same orientation. */
  public boolean meansTheSameAs(ExamListEntry other) {
    return horizontalFlip == other.horizontalFlip && shortPaths.equals(other.shortPaths);
  }
}
