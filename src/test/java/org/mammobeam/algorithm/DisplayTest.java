package org.mammobeam.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mammobeam.image.FloatImage;

/** Making images small and grey for a screen. */
final class DisplayTest {
  @Test
  void everyNewPixelIsTheMeanOfItsArea() {
    FloatImage image = FloatImage.of(2, 4, new float[] {1, 3, 5, 7, 1, 3, 9, 11});
    assertArrayEquals(new float[] {2, 8}, AreaAverage.shrink(image, 1, 2).pixels(), 1e-6f);
  }

  @Test
  void pixelsOnABorderAreShared() {
    FloatImage image = FloatImage.of(1, 3, new float[] {0, 6, 12});
    assertArrayEquals(new float[] {2, 10}, AreaAverage.shrink(image, 1, 2).pixels(), 1e-5f);
  }

  @Test
  void theMeanOfTheImageIsKept() {
    Random random = new Random(1);
    float[] pixels = new float[37 * 53];
    double sum = 0;
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
      sum += pixels[i];
    }
    FloatImage small = AreaAverage.shrink(FloatImage.of(37, 53, pixels), 11, 17);
    double shrunk = 0;
    for (float pixel : small.pixels()) {
      shrunk += pixel;
    }
    assertEquals(sum / pixels.length, shrunk / small.pixels().length, 1e-4);
  }

  @Test
  void theSameSizeGivesTheSameImageAndNothingIsEnlarged() {
    FloatImage image = FloatImage.of(2, 2, new float[] {1, 2, 3, 4});
    assertArrayEquals(image.pixels(), AreaAverage.shrink(image, 2, 2).pixels());
    assertThrows(IllegalArgumentException.class, () -> AreaAverage.shrink(image, 3, 2));
  }

  @Test
  void greyValuesSpanTheBreastAndNotTheBackground() {
    float[] pixels = new float[1000];
    for (int i = 500; i < 1000; i++) {
      pixels[i] = 1000 + i;
    }
    DisplayWindow window = DisplayWindow.of(FloatImage.of(1, 1000, pixels));
    assertEquals(0, window.grey(0));
    assertEquals(0, window.grey(1500));
    assertEquals(255, window.grey(1999));
    assertTrue(Math.abs(window.grey(1750) - 128) <= 2);
  }

  @Test
  void aBlankOrUniformImageIsNoTrouble() {
    assertEquals(0, DisplayWindow.of(FloatImage.of(1, 2, new float[2])).grey(0));
    assertEquals(0, DisplayWindow.of(FloatImage.of(1, 2, new float[] {5, 5})).grey(5));
  }
}
