package org.mammobeam.algorithm;

import org.mammobeam.image.FloatImage;

/** Makes images smaller: every new pixel is the mean of the area that it stands for. */
public final class AreaAverage {
  private AreaAverage() {}

  /**
   * Shrinks an image.
   *
   * @param height new rows, at most as many as the image has
   * @param width new columns, likewise
   */
  public static FloatImage shrink(FloatImage image, int height, int width) {
    if (height < 1 || height > image.height() || width < 1 || width > image.width()) {
      throw new IllegalArgumentException(
          "%d x %d to %d x %d".formatted(image.height(), image.width(), height, width));
    }
    double rowsPerRow = (double) image.height() / height;
    float[] shrunk = new float[height * width];
    float[] narrow = new float[width];
    for (int y = 0; y < height; y++) {
      double top = y * rowsPerRow;
      double bottom = Math.min(image.height(), top + rowsPerRow);
      for (int source = (int) top; source < bottom; source++) {
        float share = (float) (overlap(source, top, bottom) / rowsPerRow);
        narrow(image, source, narrow);
        for (int x = 0; x < width; x++) {
          shrunk[y * width + x] += share * narrow[x];
        }
      }
    }
    return FloatImage.of(height, width, shrunk);
  }

  private static void narrow(FloatImage image, int row, float[] narrow) {
    double columnsPerColumn = (double) image.width() / narrow.length;
    float[] pixels = image.pixels();
    int start = row * image.width();
    for (int x = 0; x < narrow.length; x++) {
      double left = x * columnsPerColumn;
      double right = Math.min(image.width(), left + columnsPerColumn);
      double sum = 0;
      for (int source = (int) left; source < right; source++) {
        sum += overlap(source, left, right) * pixels[start + source];
      }
      narrow[x] = (float) (sum / columnsPerColumn);
    }
  }

  /** How much of the pixel at a position lies between two borders. */
  private static double overlap(int position, double from, double to) {
    return Math.min(position + 1, to) - Math.max(position, from);
  }
}
