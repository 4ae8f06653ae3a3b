package org.mammobeam.algorithm;

import java.util.Arrays;
import org.mammobeam.image.GrayImage;

/**
 * Erosion of an image's nonzero pixels with a 4-connected cross, any number of times in two passes.
 *
 * <p>A pixel outlives n erosions where its city-block distance to the nearest zero exceeds n. All
 * that lies outside of the image counts as zero, at the chest wall too. Distances are capped at n +
 * 1: more need not be known. Background before the first and behind the last nonzero pixel of a
 * row, mostly the greater part of an image, is only skimmed.
 */
final class Erosion {
  private final GrayImage image;
  private final int erosions;

  /** Distances to the nearest zero that can be reached by steps up and left only. */
  private final short[] distances;

  /** Per row the first nonzero column and that behind the last; equal where there is none. */
  private final int[] begins;

  private final int[] ends;

  private Erosion(GrayImage image, int erosions) {
    this.image = image;
    this.erosions = erosions;
    this.distances = new short[image.pixels().length];
    this.begins = new int[image.height()];
    this.ends = new int[image.height()];
  }

  /** The pixels that outlive so many erosions, at most 32766. */
  static Runs survivors(GrayImage image, int erosions) {
    Erosion erosion = new Erosion(image, erosions);
    erosion.findRanges();
    erosion.passDown();
    return erosion.passUp();
  }

  private void findRanges() {
    short[] pixels = image.pixels();
    int width = image.width();
    short[] blank = new short[width];
    for (int y = 0; y < begins.length; y++) {
      int row = y * width;
      int begin = Arrays.mismatch(pixels, row, row + width, blank, 0, width);
      if (begin >= 0) {
        int end = row + width;
        while (pixels[end - 1] == 0) {
          end--;
        }
        begins[y] = begin;
        ends[y] = end - row;
      }
    }
  }

  private void passDown() {
    short[] pixels = image.pixels();
    int width = image.width();
    int cap = erosions + 1;
    int[] above = new int[width];
    for (int y = 0; y < begins.length; y++) {
      int row = y * width;
      int left = 0;
      Arrays.fill(above, 0, begins[y], 0);
      for (int x = begins[y]; x < ends[y]; x++) {
        int fromAbove = Math.min(above[x] + 1, cap);
        left = pixels[row + x] == 0 ? 0 : Math.min(left + 1, fromAbove);
        above[x] = left;
        distances[row + x] = (short) left;
      }
      Arrays.fill(above, ends[y], width, 0);
    }
  }

  private Runs passUp() {
    int width = image.width();
    int[] below = new int[width];
    Runs survivors = new Runs();
    for (int y = begins.length - 1; y >= 0; y--) {
      int row = y * width;
      int begin = begins[y];
      int right = 0;
      Arrays.fill(below, ends[y], width, 0);
      for (int x = ends[y] - 1; x >= begin; x--) {
        right = Math.min(Math.min(distances[row + x], below[x] + 1), right + 1);
        below[x] = right;
      }
      Arrays.fill(below, 0, begin, 0);
      addRuns(y, below, survivors);
    }
    return survivors;
  }

  private void addRuns(int y, int[] row, Runs survivors) {
    int end = -1;
    for (int x = ends[y] - 1; x >= begins[y]; x--) {
      if (row[x] > erosions) {
        end = Math.max(end, x);
      } else if (end >= 0) {
        survivors.add(y, x + 1, end);
        end = -1;
      }
    }
    if (end >= 0) {
      survivors.add(y, begins[y], end);
    }
  }
}
