package org.mammobeam.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mammobeam.exam.CropWindow;
import org.mammobeam.exam.IndexRange;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.image.GrayImage;

final class BreastCropperTest {
  private static GrayImage image(int height, int width) {
    return GrayImage.of(height, width, 16, new short[height * width]);
  }

  private static GrayImage paint(GrayImage image, CropWindow area, int value) {
    for (int y = area.top(); y < area.bottom(); y++) {
      int row = y * image.width();
      Arrays.fill(image.pixels(), row + area.left(), row + area.right(), (short) value);
    }
    return image;
  }

  private static GrayImage random(Random random) {
    GrayImage image = image(5 + random.nextInt(40), 5 + random.nextInt(40));
    for (int i = 2 + random.nextInt(6); i > 0; i--) {
      int top = random.nextInt(image.height());
      int left = random.nextInt(image.width());
      CropWindow area =
          new CropWindow(
              top,
              Math.min(image.height(), top + 1 + random.nextInt(30)),
              left,
              Math.min(image.width(), left + 1 + random.nextInt(30)));
      paint(image, area, 0x8001 + random.nextInt(100));
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      image.pixels()[random.nextInt(image.pixels().length)] = 0;
    }
    return image;
  }

  private static @Nullable String crop(GrayImage image, boolean right, int erosions, int buffer) {
    try {
      BreastCrop crop = new BreastCropper(erosions, buffer).crop(image, right);
      return crop.window() + " " + crop.outline() + " " + crop.distanceFromStartingSide();
    } catch (UnprocessableExamException e) {
      return null;
    }
  }

  @Test
  void twoPassesGiveWhatErosionAfterErosionGives() {
    Random random = new Random(20191016);
    int found = 0;
    for (int i = 0; i < 3000; i++) {
      GrayImage image = random(random);
      int erosions = random.nextInt(7);
      int buffer = random.nextInt(8);
      boolean right = random.nextBoolean();
      String expected = LiteralCropper.crop(image, right, erosions, buffer);
      assertEquals(expected, crop(image, right, erosions, buffer), "image " + i);
      found += expected == null ? 0 : 1;
    }
    assertTrue(found > 1000, found + " of 3000 images had a breast");
  }

  @Test
  void ofComponentsOfOneSizeTheFirstInRasterOrderWins() throws Exception {
    GrayImage image = image(40, 60);
    paint(image, new CropWindow(11, 22, 5, 16), 1);
    paint(image, new CropWindow(10, 21, 40, 51), 1);
    CropWindow upper = new BreastCropper(2, 0).crop(image, true).window();
    assertEquals(new CropWindow(10, 21, 40, 51), upper);

    GrayImage level = image(40, 60);
    paint(level, new CropWindow(10, 21, 5, 16), 1);
    paint(level, new CropWindow(10, 21, 40, 51), 1);
    assertEquals(new CropWindow(10, 21, 5, 16), new BreastCropper(2, 0).crop(level, true).window());
    assertEquals(
        new CropWindow(10, 21, 5, 16), new BreastCropper(2, 0).crop(level, false).window());
  }

  @Test
  void pixelsThatTouchAtCornersOnlyAreNotConnected() throws Exception {
    GrayImage image = image(20, 20);
    paint(image, new CropWindow(2, 6, 2, 6), 1);
    paint(image, new CropWindow(6, 11, 6, 11), 1);
    assertEquals(new CropWindow(6, 11, 6, 11), new BreastCropper(0, 0).crop(image, true).window());
  }

  @Test
  void aBreastOf201PixelsIsFoundAndOneOf200IsNot() throws Exception {
    GrayImage thick = paint(image(300, 300), new CropWindow(20, 221, 0, 201), 7);
    BreastCrop crop = BreastCropper.REFERENCE.crop(thick, true);
    assertEquals(new CropWindow(0, 271, 0, 251), crop.window());
    assertEquals(200, crop.outline().rightmostColumn());
    assertEquals(new IndexRange(100, 100), crop.outline().bottommostColumns());

    GrayImage thin = paint(image(300, 300), new CropWindow(20, 220, 0, 300), 7);
    UnprocessableExamException refusal =
        assertThrows(
            UnprocessableExamException.class, () -> BreastCropper.REFERENCE.crop(thin, true));
    assertEquals("no breast found: nothing in the image is 201 pixels thick", refusal.getMessage());
  }

  @Test
  void aBlankImageIsRefused() {
    UnprocessableExamException refusal =
        assertThrows(
            UnprocessableExamException.class,
            () -> BreastCropper.REFERENCE.crop(image(500, 500), false));
    assertEquals("no breast found: the image is blank", refusal.getMessage());
  }

  @Test
  void anImageFullOfBreastKeepsAllButNothingOutside() throws Exception {
    GrayImage full = paint(image(260, 230), new CropWindow(0, 260, 0, 230), 65535);
    BreastCrop crop = BreastCropper.REFERENCE.crop(full, false);
    assertEquals(new CropWindow(0, 260, 0, 230), crop.window());
    assertEquals(0, crop.distanceFromStartingSide());
    assertArrayEquals(full.pixels(), crop.pixels().pixels());
  }

  @Test
  void theMirroredImageGivesTheMirroredCropWithColumnsOneFurther() throws Exception {
    GrayImage image = paint(image(60, 50), new CropWindow(8, 50, 3, 30), 9);
    paint(image, new CropWindow(20, 35, 30, 40), 9);
    BreastCropper cropper = new BreastCropper(4, 5);
    BreastCrop right = cropper.crop(image, true);
    BreastCrop left = cropper.crop(image.mirrored(), false);
    assertEquals(50 - right.window().right(), left.window().left());
    assertEquals(50 - right.window().left(), left.window().right());
    assertEquals(right.outline().rightmostColumn() + 1, left.outline().rightmostColumn());
    assertEquals(
        right.outline().bottommostColumns().first() + 1,
        left.outline().bottommostColumns().first());
    assertEquals(right.distanceFromStartingSide(), left.distanceFromStartingSide());
    assertArrayEquals(right.pixels().pixels(), left.pixels().mirrored().pixels());
  }
}
