package org.mammobeam.algorithm;

/**
 * Brings an array to mean 0 and standard deviation 1 in single precision, with NumPy's order of
 * additions.
 *
 * <p>The first sum is taken while the array is being filled and its values are still in the cache.
 */
final class FloatNormalization {
  private static final float LEAST_DEVIATION = 1e-5f;

  private final float[] values;
  private final int count;
  private final float[] chunk = new float[PairwiseSum.CHUNK];
  private int summed;
  private float sum;

  /** Normalises the first count values of an array that is yet to be filled. */
  FloatNormalization(float[] values, int count) {
    this.values = values;
    this.count = count;
  }

  /** Tells that values before this index are in place. */
  void filledTo(int end) {
    while (summed < end && (end - summed >= PairwiseSum.CHUNK || end == count)) {
      int length = Math.min(PairwiseSum.CHUNK, end - summed);
      sum += PairwiseSum.of(values, summed, length);
      summed += length;
    }
  }

  /** Normalises in place, once all values are there. */
  void apply() {
    filledTo(count);
    float mean = mean(sum);
    float residualMean = mean(residualSum(mean));
    float deviation = (float) Math.sqrt(mean(squareSum(mean, residualMean)));
    float divisor = Math.max(deviation, LEAST_DEVIATION);
    for (int i = 0; i < count; i++) {
      values[i] = (values[i] - mean) / divisor;
    }
  }

  private float mean(float total) {
    return (float) ((double) total / count);
  }

  private float residualSum(float mean) {
    float[] residuals = chunk;
    float total = 0;
    for (int from = 0; from < count; from += PairwiseSum.CHUNK) {
      int length = Math.min(PairwiseSum.CHUNK, count - from);
      // Copied first: with one index on both sides the loop becomes vector instructions.
      System.arraycopy(values, from, residuals, 0, length);
      for (int i = 0; i < length; i++) {
        residuals[i] -= mean;
      }
      total += PairwiseSum.of(residuals, 0, length);
    }
    return total;
  }

  private float squareSum(float mean, float residualMean) {
    float[] squares = chunk;
    float total = 0;
    for (int from = 0; from < count; from += PairwiseSum.CHUNK) {
      int length = Math.min(PairwiseSum.CHUNK, count - from);
      System.arraycopy(values, from, squares, 0, length);
      for (int i = 0; i < length; i++) {
        float difference = (squares[i] - mean) - residualMean;
        squares[i] = difference * difference;
      }
      total += PairwiseSum.of(squares, 0, length);
    }
    return total;
  }
}
