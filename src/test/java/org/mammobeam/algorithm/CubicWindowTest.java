package org.mammobeam.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mammobeam.exam.CropWindow;
import org.mammobeam.image.FloatImage;

/** Against a window that is first cut out, padding and all, and then resized pixel by pixel. */
final class CubicWindowTest {
  private static final float A = -0.75f;

  private static float[] literal(FloatImage image, CropWindow window, int[] size, int tail) {
    float[][] horizontal = new float[window.height()][size[1]];
    for (int y = 0; y < window.height(); y++) {
      for (int x = 0; x < size[1]; x++) {
        float[] weights = weights(x, window.width(), size[1]);
        int first = first(x, window.width(), size[1]);
        float sum = 0;
        for (int tap = 0; tap < 4; tap++) {
          int column = Math.max(0, Math.min(first + tap, window.width() - 1));
          float product = pixel(image, window.top() + y, window.left() + column) * weights[tap];
          sum = tap == 0 ? product : sum + product;
        }
        horizontal[y][x] = sum;
      }
    }
    float[] result = new float[size[0] * size[1]];
    for (int y = 0; y < size[0]; y++) {
      float[] weights = weights(y, window.height(), size[0]);
      int first = first(y, window.height(), size[0]);
      for (int x = 0; x < size[1]; x++) {
        float[] products = new float[4];
        for (int tap = 0; tap < 4; tap++) {
          int row = Math.max(0, Math.min(first + tap, window.height() - 1));
          products[tap] = horizontal[row][x] * weights[tap];
        }
        result[y * size[1] + x] =
            x < tail
                ? products[0] + (products[1] + (products[2] + products[3]))
                : ((products[0] + products[1]) + products[2]) + products[3];
      }
    }
    return result;
  }

  private static float pixel(FloatImage image, int y, int x) {
    boolean inside = y >= 0 && y < image.height() && x >= 0 && x < image.width();
    return inside ? image.pixels()[y * image.width() + x] : 0;
  }

  private static float position(int d, int source, int target) {
    return (float) ((d + 0.5) * (1 / ((double) target / source)) - 0.5);
  }

  private static int first(int d, int source, int target) {
    return (int) Math.floor(position(d, source, target)) - 1;
  }

  private static float[] weights(int d, int source, int target) {
    float position = position(d, source, target);
    float t = position - (float) Math.floor(position);
    float u = 1 - t;
    float[] weights = new float[4];
    weights[0] = ((A * (t + 1) - 5 * A) * (t + 1) + 8 * A) * (t + 1) - 4 * A;
    weights[1] = ((A + 2) * t - (A + 3)) * t * t + 1;
    weights[2] = ((A + 2) * u - (A + 3)) * u * u + 1;
    weights[3] = 1 - weights[0] - weights[1] - weights[2];
    return weights;
  }

  private static FloatImage image(Random random) {
    int height = 1 + random.nextInt(30);
    int width = 1 + random.nextInt(30);
    float[] pixels = new float[height * width];
    for (int y = 0; y < height; y++) {
      // Rows that repeat, as heatmaps have them, and rows that do not.
      boolean repeats = y > 0 && random.nextBoolean();
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        pixels[i] = repeats ? pixels[i - width] : random.nextInt(65536);
      }
    }
    return FloatImage.of(height, width, pixels);
  }

  @Test
  void virtualPaddingAndRepeatedRowsChangeNoBit() {
    Random random = new Random(77);
    for (int i = 0; i < 4000; i++) {
      FloatImage image = image(random);
      int top = random.nextInt(60) - 30;
      int left = random.nextInt(60) - 30;
      CropWindow window =
          new CropWindow(top, top + 16 + random.nextInt(16), left, left + 16 + random.nextInt(16));
      int[] size = {16 + random.nextInt(16), 16 + random.nextInt(16)};
      int tail = random.nextInt(size[1] + 1);
      CubicWindow cubic =
          new CubicWindow(
              image,
              window,
              new CubicAxis(window.height(), size[0]),
              new CubicAxis(window.width(), size[1]));
      float[] result = new float[size[0] * size[1]];
      Arrays.fill(result, Float.NaN);
      for (int y = 0; y < size[0]; y++) {
        cubic.row(y, result, y * size[1], tail);
      }
      assertArrayEquals(literal(image, window, size, tail), result, "window " + i);
    }
  }
}
