package org.mammobeam.algorithm;

import org.mammobeam.image.GrayImage;

/**
 * Erosion of an image's nonzero pixels with a 4-connected cross, any number of times in two passes.
 *
 * <p>A pixel outlives n erosions where its city-block distance to the nearest zero exceeds n. All
 * that lies outside of the image counts as zero, at the chest wall too. Distances are capped at n +
 * 1: more need not be known.
 */
final class Erosion {
  private Erosion() {}

  /** The pixels that outlive so many erosions, at most 32766. */
  static Runs survivors(GrayImage image, int erosions) {
    short[] distances = distancesFromAboveAndLeft(image, erosions + 1);
    int width = image.width();
    int[] below = new int[width];
    Runs survivors = new Runs();
    for (int y = image.height() - 1; y >= 0; y--) {
      int row = y * width;
      int right = 0;
      int runEnd = -1;
      for (int x = width - 1; x >= 0; x--) {
        right = Math.min(Math.min(distances[row + x], below[x] + 1), right + 1);
        below[x] = right;
        if (right > erosions) {
          runEnd = Math.max(runEnd, x);
        } else if (runEnd >= 0) {
          survivors.add(y, x + 1, runEnd);
          runEnd = -1;
        }
      }
      if (runEnd >= 0) {
        survivors.add(y, 0, runEnd);
      }
    }
    return survivors;
  }

  /** Distances to the nearest zero that can be reached by steps up and left only. */
  private static short[] distancesFromAboveAndLeft(GrayImage image, int cap) {
    short[] pixels = image.pixels();
    int width = image.width();
    short[] distances = new short[pixels.length];
    int[] above = new int[width];
    for (int row = 0; row < pixels.length; row += width) {
      int left = 0;
      for (int x = 0; x < width; x++) {
        int fromAbove = Math.min(above[x] + 1, cap);
        left = pixels[row + x] == 0 ? 0 : Math.min(left + 1, fromAbove);
        above[x] = left;
        distances[row + x] = (short) left;
      }
    }
    return distances;
  }
}
