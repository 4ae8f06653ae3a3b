package org.mammobeam.stage;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.ArtifactStore;
import org.mammobeam.exam.BreastOutline;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.ImageMeasures;
import org.mammobeam.exam.PixelPosition;
import org.mammobeam.exam.SourceImage;

/**
 * What the stages made of an exam, read after the run. Lists are in the order of the exam's images.
 *
 * @param result the exam's row
 * @param store with its artifacts
 */
public record StoredExam(ExamResult result, ArtifactStore store) {
  /** What cropping and finding centres measured; nothing where the exam was not cropped. */
  public List<ImageMeasures> measures() throws IOException {
    Optional<Artifact> crop = result.artifact(CropStage.NAME);
    Optional<Artifact> centers = result.artifact(CentersStage.NAME);
    if (crop.isEmpty()) {
      return List.of();
    }
    List<BreastOutline> outlines = list(crop.get(), CroppedImages.OUTLINE, BreastOutline[].class);
    List<CropPlace> places = list(crop.get(), CroppedImages.WINDOW, CropPlace[].class);
    List<PixelPosition> found =
        centers.isEmpty()
            ? List.of()
            : list(centers.get(), CentersStage.BEST_CENTER, PixelPosition[].class);
    List<ImageMeasures> measures = new ArrayList<>();
    for (int i = 0; i < outlines.size(); i++) {
      measures.add(
          new ImageMeasures(
              places.get(i).window(),
              outlines.get(i),
              places.get(i).distanceFromStartingSide(),
              found.isEmpty() ? null : found.get(i)));
    }
    return measures;
  }

  /** Opens an image's crop; there is one where there are measures. */
  public InputStream openCrop(SourceImage image) throws IOException {
    Artifact crop = result.artifact(CropStage.NAME).orElseThrow();
    return store.open(crop, CroppedImages.file(image));
  }

  /** The heatmaps; nothing where there are none. */
  public List<ImageHeatmaps> heatmaps() throws IOException {
    Optional<Artifact> heatmaps = result.artifact(HeatmapsStage.NAME);
    if (heatmaps.isEmpty()) {
      return List.of();
    }
    try (InputStream in = store.open(heatmaps.get(), StoredHeatmaps.FILE)) {
      return StoredHeatmaps.read(in, result.source().images());
    }
  }

  private <T> List<T> list(Artifact artifact, String part, Class<T[]> type) throws IOException {
    return JsonPart.readList(store.open(artifact, JsonPart.file(part)), type);
  }
}
