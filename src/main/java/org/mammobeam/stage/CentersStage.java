package org.mammobeam.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mammobeam.algorithm.BreastCenter;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.exam.BreastOutline;
import org.mammobeam.exam.CenteredExam;
import org.mammobeam.exam.CroppedExam;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.PixelPosition;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.image.GrayImage;

/** Finds where in every crop the classifier's window is centred. It has no settings. */
public record CentersStage() implements Stage<CroppedExam, CenteredExam> {
  public static final String NAME = "centers";

  /** Part: the centres in the order of the images. */
  static final String BEST_CENTER = "best_center";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<CenteredExam> output() {
    return CenteredExam.class;
  }

  @Override
  public Reads reads(CroppedExam exam) {
    return Reads.viewsOf(exam.source())
        .part(exam.crop(), CroppedImages.PIXELS)
        .part(exam.crop(), CroppedImages.OUTLINE);
  }

  @Override
  public void compute(CroppedExam exam, StageContext context, ArtifactDraft draft)
      throws IOException {
    CroppedImages crops = new CroppedImages(exam.crop(), context);
    HorizontalFlip flip = exam.source().flip();
    List<SourceImage> images = exam.source().images();
    List<BreastOutline> outlines = crops.outlines();
    List<PixelPosition> centers = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      SourceImage image = images.get(i);
      GrayImage pixels = crops.pixels(image);
      boolean pointsRight = flip.pointsRight(image.view());
      centers.add(
          BreastCenter.find(pixels, pointsRight, image.view().projection(), outlines.get(i)));
    }
    JsonPart.writeWhole(draft, BEST_CENTER, centers);
  }

  /** What the stage wrote: centres in the order of the images. */
  static List<PixelPosition> read(StageOutcome centers, StageContext context) throws IOException {
    return JsonPart.readList(
        context.open(centers, BEST_CENTER, JsonPart.file(BEST_CENTER)), PixelPosition[].class);
  }

  @Override
  public CenteredExam next(CroppedExam exam, StageOutcome outcome) {
    return new CenteredExam(exam, outcome);
  }
}
