package org.mammobeam.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mammobeam.exam.BreastOutline;
import org.mammobeam.exam.IndexRange;
import org.mammobeam.exam.PixelPosition;
import org.mammobeam.exam.Projection;
import org.mammobeam.image.GrayImage;

final class BreastCenterTest {
  private static BreastOutline outline(int rightmostColumn, int bottommostRow) {
    IndexRange unused = new IndexRange(0, 0);
    return new BreastOutline(unused, rightmostColumn, bottommostRow, unused);
  }

  private static GrayImage filled(int height, int width) {
    short[] pixels = new short[height * width];
    Arrays.fill(pixels, (short) 1);
    return GrayImage.of(height, width, 16, pixels);
  }

  /** Counts in the window around every candidate, as the reference does. */
  private static int literalRow(GrayImage oriented, int x) {
    int start = x - 971 + Math.max(0, 971 - x);
    int end = Math.min(oriented.width(), x + 971 + Math.max(0, 971 - x));
    int best = -1;
    int most = -1;
    for (int y = 1338; y <= oriented.height() - 1339; y++) {
      int count = 0;
      for (int row = y - 1338; row < y + 1339; row++) {
        for (int column = start; column < end; column++) {
          count += oriented.at(row, column) == 0 ? 0 : 1;
        }
      }
      int middle = oriented.height() / 2;
      if (count > most || (count == most && Math.abs(y - middle) < Math.abs(best - middle))) {
        most = count;
        best = y;
      }
    }
    return best;
  }

  @Test
  void aTallCraniocaudalViewIsCentredWhereMostPixelsAreSeen() {
    Random random = new Random(5);
    for (int i = 0; i < 6; i++) {
      int width = i < 4 ? 12 : 2000;
      int height = 2678 + random.nextInt(i < 4 ? 40 : 4);
      short[] pixels = new short[height * width];
      for (int p = 0; p < pixels.length; p++) {
        pixels[p] = (short) (random.nextInt(4) == 0 ? 0x8000 : 0);
      }
      GrayImage image = GrayImage.of(height, width, 16, pixels);
      int rightmost = i < 4 ? 10 : 1960 + i;
      int x = rightmost - 972;
      PixelPosition expected = new PixelPosition(literalRow(image, x), x);
      BreastOutline outline = outline(rightmost, 0);
      assertEquals(expected, BreastCenter.find(image, true, Projection.CC, outline));
      assertEquals(expected, BreastCenter.find(image.mirrored(), false, Projection.CC, outline));
    }
  }

  @Test
  void equalCountsPreferTheMiddleAndThenTheUpperRow() {
    PixelPosition even = BreastCenter.find(filled(2700, 3), true, Projection.CC, outline(3, 0));
    assertEquals(new PixelPosition(1350, -969), even);

    // Candidates 1338 and 1339 of a height of 2678: the middle is 1339.
    PixelPosition two = BreastCenter.find(filled(2678, 3), true, Projection.CC, outline(3, 0));
    assertEquals(1339, two.y());

    // Only the two outermost candidates see the single pixel rows at both ends: as far from 1340.
    GrayImage ends = GrayImage.of(2681, 1, 16, new short[2681]);
    ends.pixels()[0] = 1;
    ends.pixels()[2680] = 1;
    assertEquals(1338, BreastCenter.find(ends, true, Projection.CC, outline(1, 0)).y());
  }

  @Test
  void aCraniocaudalViewNoTallerThanTheWindowIsCentredInTheMiddle() {
    GrayImage image = filled(2677, 2);
    assertEquals(1338, BreastCenter.find(image, true, Projection.CC, outline(2, 0)).y());
  }

  @Test
  void aSmallObliqueViewHasANegativeCentre() {
    GrayImage image = filled(300, 280);
    assertEquals(
        new PixelPosition(250 - 1488, 200 - 875),
        BreastCenter.find(image, false, Projection.MLO, outline(200, 250)));
  }

  @Test
  void anObliqueViewEndsNoLowerThanTheLastPixelBesideTheNipple() {
    GrayImage image = GrayImage.of(400, 1800, 16, new short[400 * 1800]);
    image.pixels()[320 * 1800 + 1799] = 1;
    // Outside of the last 1748 columns: not looked at.
    image.pixels()[390 * 1800 + 51] = 1;
    BreastOutline outline = outline(1700, 380);
    PixelPosition expected = new PixelPosition(320 - 1488, 1700 - 875);
    assertEquals(expected, BreastCenter.find(image, true, Projection.MLO, outline));
    assertEquals(expected, BreastCenter.find(image.mirrored(), false, Projection.MLO, outline));

    image.pixels()[385 * 1800 + 52] = 1;
    assertEquals(380 - 1488, BreastCenter.find(image, true, Projection.MLO, outline).y());
  }

  @Test
  void aBlankObliqueCropKeepsTheOutlinesRow() {
    GrayImage blank = GrayImage.of(300, 300, 16, new short[90_000]);
    assertEquals(250 - 1488, BreastCenter.find(blank, true, Projection.MLO, outline(9, 250)).y());
  }
}
