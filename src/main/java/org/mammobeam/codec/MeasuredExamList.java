package org.mammobeam.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.mammobeam.exam.ImageMeasures;
import org.mammobeam.exam.IndexRange;
import org.mammobeam.exam.MeasuredExam;
import org.mammobeam.exam.PixelPosition;
import org.mammobeam.exam.View;

/**
 * The exam list that the reference's scripts hand on after cropping and after finding centers, for
 * whoever goes on with these scripts.
 *
 * <p>Keys and shapes are the reference's; numbers are Python's int, not NumPy's.
 */
public final class MeasuredExamList {
  private MeasuredExamList() {}

  /**
   * Writes the pickle; {@code best_center} is there if every image of an exam has one.
   *
   * @param out not closed
   */
  public static void writePickle(List<MeasuredExam> exams, OutputStream out) throws IOException {
    out.write(PickleWriter.bytes(exams.stream().map(MeasuredExamList::dict).toList()));
  }

  private static Map<String, Object> dict(MeasuredExam exam) {
    Map<String, Object> dict = new LinkedHashMap<>();
    dict.put("horizontal_flip", exam.exam().horizontalFlip().name());
    for (View view : View.values()) {
      dict.put(view.label(), exam.exam().shortPaths(view));
    }
    dict.put("window_location", perView(exam, MeasuredExamList::window));
    dict.put("rightmost_points", perView(exam, MeasuredExamList::rightmost));
    dict.put("bottommost_points", perView(exam, MeasuredExamList::bottommost));
    dict.put("distance_from_starting_side", perView(exam, ImageMeasures::distanceFromStartingSide));
    List<ImageMeasures> all = exam.measures().values().stream().flatMap(List::stream).toList();
    if (all.stream().noneMatch(image -> image.bestCenter() == null)) {
      dict.put("best_center", perView(exam, MeasuredExamList::center));
    }
    return dict;
  }

  private static Map<String, Object> perView(
      MeasuredExam exam, Function<ImageMeasures, Object> measure) {
    Map<String, Object> views = new LinkedHashMap<>();
    for (View view : View.values()) {
      List<Object> ofView = new ArrayList<>();
      exam.measures(view).forEach(image -> ofView.add(measure.apply(image)));
      views.put(view.label(), ofView);
    }
    return views;
  }

  private static Object window(ImageMeasures image) {
    return PickleTuple.of(
        image.window().top(),
        image.window().bottom(),
        image.window().left(),
        image.window().right());
  }

  private static Object rightmost(ImageMeasures image) {
    return PickleTuple.of(
        range(image.outline().rightmostRows()), image.outline().rightmostColumn());
  }

  private static Object bottommost(ImageMeasures image) {
    return PickleTuple.of(
        image.outline().bottommostRow(), range(image.outline().bottommostColumns()));
  }

  private static Object center(ImageMeasures image) {
    PixelPosition center = image.bestCenter();
    if (center == null) {
      throw new IllegalArgumentException("an image without a center");
    }
    return PickleTuple.of(center.y(), center.x());
  }

  private static PickleTuple range(IndexRange range) {
    return PickleTuple.of(range.first(), range.last());
  }
}
