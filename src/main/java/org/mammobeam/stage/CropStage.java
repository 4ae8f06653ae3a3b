package org.mammobeam.stage;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.mammobeam.algorithm.BreastCrop;
import org.mammobeam.algorithm.BreastCropper;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.artifact.Fingerprinter;
import org.mammobeam.codec.GrayPng;
import org.mammobeam.exam.BreastOutline;
import org.mammobeam.exam.CroppedExam;
import org.mammobeam.exam.PlannedExam;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.image.GrayImage;

/**
 * Cuts the breast out of every image.
 *
 * @param cropper finds it
 */
public record CropStage(BreastCropper cropper) implements Stage<PlannedExam, CroppedExam> {
  public static final String NAME = "crop";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<CroppedExam> output() {
    return CroppedExam.class;
  }

  @Override
  public Reads reads(PlannedExam exam) {
    return Reads.viewsOf(exam.source()).images(exam.source());
  }

  @Override
  public void compute(PlannedExam planned, StageContext context, ArtifactDraft draft)
      throws UnprocessableExamException, IOException {
    SourceExam exam = planned.source();
    Fingerprinter pixels = new Fingerprinter();
    List<CropShape> shapes = new ArrayList<>();
    List<BreastOutline> outlines = new ArrayList<>();
    List<CropPlace> places = new ArrayList<>();
    for (SourceImage image : exam.images()) {
      BreastCrop crop = crop(exam, image, context);
      GrayImage kept = crop.pixels();
      pixels.add(image.name()).add(kept);
      shapes.add(new CropShape(kept.height(), kept.width()));
      outlines.add(crop.outline());
      places.add(new CropPlace(crop.window(), crop.distanceFromStartingSide()));
      try (OutputStream out = draft.create(CroppedImages.PIXELS, CroppedImages.file(image))) {
        GrayPng.write(kept, out);
      }
    }
    JsonPart.write(draft, CroppedImages.PIXELS, CroppedImages.SHAPES, shapes);
    draft.content(CroppedImages.PIXELS, pixels.finish());
    JsonPart.writeWhole(draft, CroppedImages.OUTLINE, outlines);
    JsonPart.writeWhole(draft, CroppedImages.WINDOW, places);
  }

  private BreastCrop crop(SourceExam exam, SourceImage image, StageContext context)
      throws UnprocessableExamException, IOException {
    GrayImage stored = context.image(image);
    try {
      return cropper.crop(stored, exam.flip().pointsRight(image.view()));
    } catch (UnprocessableExamException e) {
      throw new UnprocessableExamException(image.name() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public CroppedExam next(PlannedExam exam, StageOutcome outcome) {
    return new CroppedExam(exam, outcome);
  }
}
