package org.mammobeam.stage;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.mammobeam.codec.GrayPng;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.BreastOutline;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.image.GrayImage;

/**
 * What {@link CropStage} wrote, for the stages behind it. Lists are in the order of the exam's
 * images.
 *
 * @param crop the stage's outcome
 * @param context of the reading stage
 */
record CroppedImages(StageOutcome crop, StageContext context) {
  /** Part: the crops themselves and their shapes. */
  static final String PIXELS = "pixels";

  /** Part: where the breast reaches furthest. */
  static final String OUTLINE = "outline";

  /** Part: where the crops were. */
  static final String WINDOW = "window";

  static final String SHAPES = "shapes.json";

  /** Name of an image's crop. */
  static String file(SourceImage image) {
    return image.name() + ".png";
  }

  List<CropShape> shapes() throws IOException {
    return JsonPart.readList(context.open(crop, PIXELS, SHAPES), CropShape[].class);
  }

  List<BreastOutline> outlines() throws IOException {
    return JsonPart.readList(
        context.open(crop, OUTLINE, JsonPart.file(OUTLINE)), BreastOutline[].class);
  }

  GrayImage pixels(SourceImage image) throws IOException {
    try (InputStream in = context.open(crop, PIXELS, file(image))) {
      return GrayPng.read(in, Integer.MAX_VALUE);
    } catch (MalformedDataException e) {
      throw new IOException("an artifact is damaged: " + e.getMessage(), e);
    }
  }
}
