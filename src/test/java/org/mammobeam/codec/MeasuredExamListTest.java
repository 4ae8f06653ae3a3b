package org.mammobeam.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mammobeam.exam.BreastOutline;
import org.mammobeam.exam.CropWindow;
import org.mammobeam.exam.ExamListEntry;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.ImageMeasures;
import org.mammobeam.exam.IndexRange;
import org.mammobeam.exam.MeasuredExam;
import org.mammobeam.exam.PixelPosition;
import org.mammobeam.exam.View;

final class MeasuredExamListTest {
  @Test
  void theListAfterCentersHasTheReferencesKeysAndShapes() throws Exception {
    Map<?, ?> exam = (Map<?, ?>) write(new PixelPosition(419, -553)).get(0);
    assertEquals(
        List.of(
            "horizontal_flip",
            "L-CC",
            "R-CC",
            "L-MLO",
            "R-MLO",
            "window_location",
            "rightmost_points",
            "bottommost_points",
            "distance_from_starting_side",
            "best_center"),
        new ArrayList<Object>(exam.keySet()));
    assertEquals("NO", exam.get("horizontal_flip"));
    assertEquals(List.of("L_CC"), exam.get("L-CC"));
    assertEquals(perView(PickleTuple.of(41L, 880L, 0L, 470L)), exam.get("window_location"));
    assertEquals(
        perView(PickleTuple.of(PickleTuple.of(393L, 445L), 419L)), exam.get("rightmost_points"));
    assertEquals(
        perView(PickleTuple.of(788L, PickleTuple.of(100L, 101L))), exam.get("bottommost_points"));
    assertEquals(perView(7L), exam.get("distance_from_starting_side"));
    assertEquals(perView(PickleTuple.of(419L, -553L)), exam.get("best_center"));
  }

  @Test
  void theListAfterCroppingHasNoCenters() throws Exception {
    Map<?, ?> exam = (Map<?, ?>) write(null).get(0);
    assertEquals(false, exam.containsKey("best_center"));
  }

  private static List<?> write(@Nullable PixelPosition center) throws Exception {
    ExamListEntry entry =
        new ExamListEntry(null, HorizontalFlip.NO, Map.of(View.L_CC, List.of("L_CC")));
    ImageMeasures image =
        new ImageMeasures(
            new CropWindow(41, 880, 0, 470),
            new BreastOutline(new IndexRange(393, 445), 419, 788, new IndexRange(100, 101)),
            7,
            center);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MeasuredExamList.writePickle(
        List.of(new MeasuredExam(entry, Map.of(View.L_CC, List.of(image)))), out);
    Object read =
        PickleReader.readPlain(new ByteArrayInputStream(out.toByteArray()), PickleLimits.DEFAULT);
    return read instanceof List<?> list ? list : List.of();
  }

  private static Map<String, Object> perView(Object ofLeftCc) {
    Map<String, Object> views = new LinkedHashMap<>();
    for (View view : View.values()) {
      views.put(view.label(), view == View.L_CC ? List.of(ofLeftCc) : List.of());
    }
    return views;
  }
}
