package org.mammobeam.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.beam.Folder;
import org.mammobeam.codec.GrayPng;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.BreastOutline;
import org.mammobeam.exam.CropWindow;
import org.mammobeam.exam.ImageMeasures;
import org.mammobeam.exam.IndexRange;
import org.mammobeam.exam.PixelPosition;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.View;
import org.mammobeam.image.GrayImage;
import org.mammobeam.stage.ImageHeatmaps;
import org.mammobeam.stage.StoredExam;

/**
 * The numbers of an exported exam by the reference's names.
 *
 * @param exam that is exported
 * @param target of the export, with its crops
 * @param measures in the order of the images
 * @param heatmaps likewise, or empty
 */
record ExportedMetadata(
    StoredExam exam, Folder target, List<ImageMeasures> measures, List<ImageHeatmaps> heatmaps) {
  /** The content of {@code metadata.json}. */
  Map<String, Object> json() throws IOException {
    SourceExam source = exam.result().source();
    Map<String, List<Object>> views = new LinkedHashMap<>();
    for (View view : View.values()) {
      views.put(view.label(), new ArrayList<>());
    }
    for (int i = 0; i < measures.size(); i++) {
      SourceImage image = source.images().get(i);
      views.computeIfAbsent(image.view().label(), unused -> new ArrayList<>()).add(image(i, image));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("exam_id", source.id());
    json.put("horizontal_flip", source.flip().name());
    json.put("views", views);
    return json;
  }

  private Map<String, Object> image(int index, SourceImage image) throws IOException {
    ImageMeasures measured = measures.get(index);
    CropWindow window = measured.window();
    BreastOutline outline = measured.outline();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("short_file_path", image.shortPath());
    json.put(
        "window_location", List.of(window.top(), window.bottom(), window.left(), window.right()));
    json.put(
        "rightmost_points", List.of(range(outline.rightmostRows()), outline.rightmostColumn()));
    json.put(
        "bottommost_points", List.of(outline.bottommostRow(), range(outline.bottommostColumns())));
    json.put("distance_from_starting_side", measured.distanceFromStartingSide());
    PixelPosition center = measured.bestCenter();
    if (center != null) {
      json.put("best_center", List.of(center.y(), center.x()));
    }
    if (!heatmaps.isEmpty()) {
      json.put("row_strides", list(heatmaps.get(index).grid().rowStrides()));
      json.put("col_strides", list(heatmaps.get(index).grid().columnStrides()));
    }
    json.put("cropped_sha256_le", pixels(image));
    return json;
  }

  /** SHA-256 of the exported crop's values, 16 bits, little-endian: the file is read again. */
  private String pixels(SourceImage image) throws IOException {
    GrayImage crop;
    try (InputStream in = target.open(ReferenceExport.cropFile(image))) {
      crop = GrayPng.read(in, Integer.MAX_VALUE);
    } catch (MalformedDataException e) {
      throw new IOException("an exported crop is damaged: " + e.getMessage(), e);
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(crop.pixels().length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(crop.pixels());
    return Sha256.of(bytes.array()).hex();
  }

  private static List<Integer> range(IndexRange range) {
    return List.of(range.first(), range.last());
  }

  private static List<Integer> list(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
