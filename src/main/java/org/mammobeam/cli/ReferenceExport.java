package org.mammobeam.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mammobeam.algorithm.HeatmapRaster;
import org.mammobeam.beam.Folder;
import org.mammobeam.codec.HeatmapHdf5;
import org.mammobeam.codec.MeasuredExamList;
import org.mammobeam.codec.PrettyJson;
import org.mammobeam.exam.ExamListEntry;
import org.mammobeam.exam.ImageMeasures;
import org.mammobeam.exam.MeasuredExam;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.View;
import org.mammobeam.image.FloatImage;
import org.mammobeam.stage.ClassifyImageHeatmapsStage;
import org.mammobeam.stage.ClassifyImageStage;
import org.mammobeam.stage.ImageHeatmaps;
import org.mammobeam.stage.StoredExam;
import org.mammobeam.stage.StoredPredictions;

/** Writes what became of one exam in the formats of the reference's scripts. */
final class ReferenceExport {
  private final StoredExam exam;
  private final Folder target;
  private final List<ImageMeasures> measures;
  private final List<ImageHeatmaps> heatmaps;

  ReferenceExport(StoredExam exam, Folder target) throws IOException {
    this.exam = exam;
    this.target = target;
    this.measures = exam.measures();
    this.heatmaps = exam.heatmaps();
  }

  /** Writes all that the exam's stages gave. */
  void write() throws IOException {
    List<SourceImage> images = exam.result().source().images();
    for (int i = 0; i < measures.size(); i++) {
      crop(images.get(i));
    }
    for (int i = 0; i < heatmaps.size(); i++) {
      heatmaps(images.get(i), heatmaps.get(i).raster());
    }
    if (!measures.isEmpty()) {
      json("metadata.json", new ExportedMetadata(exam, target, measures, heatmaps).json());
      list();
    }
    if (!heatmaps.isEmpty()) {
      probabilities();
    }
    json("predictions.json", predictions());
  }

  /** Path of an exported crop, relative to the export. */
  static String cropFile(SourceImage image) {
    return "cropped/" + image.shortPath() + ".png";
  }

  private void crop(SourceImage image) throws IOException {
    try (InputStream in = exam.openCrop(image);
        OutputStream out = target.create(cropFile(image))) {
      in.transferTo(out);
    }
  }

  /** In the stored orientation of the image, as the reference's files are. */
  private void heatmaps(SourceImage image, HeatmapRaster raster) throws IOException {
    boolean asStored = exam.result().source().flip().pointsRight(image.view());
    heatmap("heatmap_malignant/", image, asStored, raster.malignant());
    heatmap("heatmap_benign/", image, asStored, raster.benign());
  }

  private void heatmap(String folder, SourceImage image, boolean asStored, FloatImage heatmap)
      throws IOException {
    try (OutputStream out = target.create(folder + image.shortPath() + ".hdf5")) {
      HeatmapHdf5.write(asStored ? heatmap : heatmap.mirrored(), out);
    }
  }

  /** The list that the reference's later scripts read. */
  private void list() throws IOException {
    SourceExam source = exam.result().source();
    Map<View, List<String>> shortPaths = new EnumMap<>(View.class);
    Map<View, List<ImageMeasures>> byView = new EnumMap<>(View.class);
    for (int i = 0; i < measures.size(); i++) {
      SourceImage image = source.images().get(i);
      shortPaths.computeIfAbsent(image.view(), unused -> new ArrayList<>()).add(image.shortPath());
      byView.computeIfAbsent(image.view(), unused -> new ArrayList<>()).add(measures.get(i));
    }
    MeasuredExam measured =
        new MeasuredExam(new ExamListEntry(null, source.flip(), shortPaths), byView);
    try (OutputStream out = target.create("data.pkl")) {
      MeasuredExamList.writePickle(List.of(measured), out);
    }
  }

  private void probabilities() throws IOException {
    try (OutputStream out = target.create("patch_probs_f32le.bin")) {
      for (ImageHeatmaps image : heatmaps) {
        float[] values = image.probabilities();
        ByteBuffer bytes =
            ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
      }
    }
  }

  private Map<String, Object> predictions() {
    Map<String, Object> predictions = new LinkedHashMap<>();
    scores(ClassifyImageStage.NAME).ifPresent(scores -> predictions.put("image", scores));
    scores(ClassifyImageHeatmapsStage.NAME)
        .ifPresent(scores -> predictions.put("image_heatmaps", scores));
    return predictions;
  }

  private Optional<Map<String, Float>> scores(String stage) {
    return exam.result()
        .artifact(stage)
        .map(
            artifact -> {
              Map<String, Float> labels = new LinkedHashMap<>();
              for (String label : StoredPredictions.LABELS) {
                labels.put(label, Float.valueOf(artifact.value(label)));
              }
              return labels;
            });
  }

  private void json(String file, Object value) throws IOException {
    target.write(file, PrettyJson.bytes(value));
  }
}
