package org.mammobeam.algorithm;

import static org.mammobeam.algorithm.PatchGrid.PATCH_SIZE;

import org.mammobeam.image.GrayImage;

/**
 * The inputs of the patch network out of one crop: normalised to mean 0 and standard deviation 1 in
 * double precision, in common orientation, then rounded to single precision.
 */
public final class PatchSampler {
  /** Floats of a patch. */
  public static final int PATCH_LENGTH = PATCH_SIZE * PATCH_SIZE;

  private static final double LEAST_DEVIATION = 1e-5;

  private final int width;
  private final float[] normalized;
  private final PatchGrid grid;

  /**
   * Normalises a crop.
   *
   * @param crop in the stored orientation
   * @param pointsRight whether the breast points to the right edge of the stored image
   * @param grid of this crop
   */
  public PatchSampler(GrayImage crop, boolean pointsRight, PatchGrid grid) {
    if (grid.height() != crop.height() || grid.width() != crop.width()) {
      throw new IllegalArgumentException(
          "grid of %d x %d for a crop of %d x %d"
              .formatted(grid.height(), grid.width(), crop.height(), crop.width()));
    }
    this.width = crop.width();
    this.normalized = CommonOrientation.of(crop, pointsRight).pixels();
    this.grid = grid;
    normalize();
  }

  private void normalize() {
    int count = normalized.length;
    // Sums of whole numbers are exact in any order.
    long sum = 0;
    for (float value : normalized) {
      sum += (long) value;
    }
    double mean = (double) sum / count;
    double[] chunk = new double[PairwiseSum.CHUNK];
    double residualMean = residualSum(mean, chunk) / count;
    double deviation = Math.sqrt(squareSum(mean, residualMean, chunk) / count);
    double divisor = Math.max(deviation, LEAST_DEVIATION);
    for (int i = 0; i < count; i++) {
      normalized[i] = (float) ((normalized[i] - mean) / divisor);
    }
  }

  private double residualSum(double mean, double[] chunk) {
    double sum = 0;
    for (int from = 0; from < normalized.length; from += chunk.length) {
      int count = Math.min(chunk.length, normalized.length - from);
      for (int i = 0; i < count; i++) {
        chunk[i] = normalized[from + i] - mean;
      }
      sum += PairwiseSum.of(chunk, 0, count);
    }
    return sum;
  }

  private double squareSum(double mean, double residualMean, double[] chunk) {
    double sum = 0;
    for (int from = 0; from < normalized.length; from += chunk.length) {
      int count = Math.min(chunk.length, normalized.length - from);
      for (int i = 0; i < count; i++) {
        double difference = (normalized[from + i] - mean) - residualMean;
        chunk[i] = difference * difference;
      }
      sum += PairwiseSum.of(chunk, 0, count);
    }
    return sum;
  }

  /**
   * Copies consecutive patches in the grid's order.
   *
   * @param first number of the first patch
   * @param count how many
   * @param patches receives (count, 256, 256) floats, rows from the top
   * @param offset where in the array the first patch begins
   */
  public void copy(int first, int count, float[] patches, int offset) {
    for (int patch = first; patch < first + count; patch++) {
      int source = start(patch);
      int target = offset + (patch - first) * PATCH_LENGTH;
      for (int y = 0; y < PATCH_SIZE; y++) {
        System.arraycopy(
            normalized, source + y * width, patches, target + y * PATCH_SIZE, PATCH_SIZE);
      }
    }
  }

  /**
   * Whether all pixels of a patch have one value, such as a blank background. Two such patches of
   * one image are identical where their first pixels are. Mostly a few comparisons decide.
   */
  public boolean isUniform(int patch) {
    int start = start(patch);
    float value = normalized[start];
    for (int y = 0; y < PATCH_SIZE; y++) {
      int row = start + y * width;
      for (int x = 0; x < PATCH_SIZE; x++) {
        if (normalized[row + x] != value) {
          return false;
        }
      }
    }
    return true;
  }

  /** The first pixel of a patch. */
  public float firstPixel(int patch) {
    return normalized[start(patch)];
  }

  private int start(int patch) {
    return grid.top(patch % grid.rows()) * width + grid.left(patch / grid.rows());
  }
}
