package org.mammobeam.stage;

import java.io.IOException;
import java.util.List;
import org.mammobeam.algorithm.CommonOrientation;
import org.mammobeam.algorithm.HeatmapRaster;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.exam.Laterality;
import org.mammobeam.exam.ScoredExam;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.exam.VisualizedExam;

/**
 * Paints the heatmaps over the crops, for people: as a radiologist hangs them, left breasts
 * pointing right and right ones left. The four views of an exam keep one scale. Nothing painted
 * names the exam or its scores.
 *
 * @param displayHeight rows of the tallest view on the screen
 * @param colours of the heatmaps
 */
public record VisualizeStage(int displayHeight, ColourMap colours)
    implements Stage<ScoredExam, VisualizedExam> {
  public static final String NAME = "visualize";

  /** Part: per image the crop with both heatmaps and the colour scale. */
  public static final String OVERLAYS = "overlays";

  /** Part: per image a small crop, and both heatmaps as layers to lay over it. */
  public static final String LAYERS = "layers";

  private static final int SMALLEST = 100;
  private static final int LARGEST = 4000;

  public VisualizeStage {
    if (displayHeight < SMALLEST || displayHeight > LARGEST) {
      throw new IllegalArgumentException(
          "display height must be %d to %d, not %d".formatted(SMALLEST, LARGEST, displayHeight));
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<VisualizedExam> output() {
    return VisualizedExam.class;
  }

  @Override
  public Reads reads(ScoredExam exam) {
    return Reads.viewsOf(exam.source())
        .part(exam.crop(), CroppedImages.PIXELS)
        .part(exam.heatmaps(), StoredHeatmaps.PATCHES);
  }

  @Override
  public void compute(ScoredExam exam, StageContext context, ArtifactDraft draft)
      throws IOException {
    SourceExam source = exam.source();
    CroppedImages crops = new CroppedImages(exam.crop(), context);
    List<ImageHeatmaps> heatmaps =
        StoredHeatmaps.read(exam.heatmaps(), exam.source().images(), context);
    int tallest = crops.shapes().stream().mapToInt(CropShape::height).max().orElseThrow();
    OverlayFiles files = new OverlayFiles(draft, this, tallest);
    for (int i = 0; i < source.images().size(); i++) {
      SourceImage image = source.images().get(i);
      boolean hangsRight = image.view().laterality() == Laterality.LEFT;
      boolean asStored = source.flip().pointsRight(image.view()) == hangsRight;
      HeatmapRaster raster = heatmaps.get(i).raster();
      files.write(
          image.name(),
          CommonOrientation.of(crops.pixels(image), asStored),
          hangsRight ? raster.malignant() : raster.malignant().mirrored(),
          hangsRight ? raster.benign() : raster.benign().mirrored());
    }
    files.finish();
  }

  @Override
  public VisualizedExam next(ScoredExam exam, StageOutcome outcome) {
    return new VisualizedExam(exam, outcome);
  }
}
