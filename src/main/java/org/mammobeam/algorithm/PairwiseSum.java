package org.mammobeam.algorithm;

/**
 * NumPy's sum of a contiguous array, addition by addition: chunks of 8192 elements are summed
 * pairwise and their sums added from left to right.
 *
 * <p>Floating-point addition is not associative: another order gives other last bits.
 */
final class PairwiseSum {
  /** Elements that NumPy's buffered reduction hands to the pairwise sum at once. */
  static final int CHUNK = 8192;

  private static final int LEAF = 128;
  private static final int LANES = 8;

  private PairwiseSum() {}

  /** The pairwise sum of {@code values[from, from + count)}. */
  static float of(float[] values, int from, int count) {
    if (count > LEAF) {
      int half = count / 2;
      half -= half % LANES;
      return of(values, from, half) + of(values, from + half, count - half);
    }
    return count < LANES ? rest(0, values, from, from + count) : leaf(values, from, count);
  }

  /** Eight sums side by side, which is what lets them overlap in the processor. */
  private static float leaf(float[] values, int from, int count) {
    float sum0 = values[from];
    float sum1 = values[from + 1];
    float sum2 = values[from + 2];
    float sum3 = values[from + 3];
    float sum4 = values[from + 4];
    float sum5 = values[from + 5];
    float sum6 = values[from + 6];
    float sum7 = values[from + 7];
    int end = from + count - count % LANES;
    for (int i = from + LANES; i < end; i += LANES) {
      sum0 += values[i];
      sum1 += values[i + 1];
      sum2 += values[i + 2];
      sum3 += values[i + 3];
      sum4 += values[i + 4];
      sum5 += values[i + 5];
      sum6 += values[i + 6];
      sum7 += values[i + 7];
    }
    float sum = ((sum0 + sum1) + (sum2 + sum3)) + ((sum4 + sum5) + (sum6 + sum7));
    return rest(sum, values, end, from + count);
  }

  private static float rest(float start, float[] values, int from, int to) {
    float sum = start;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum;
  }

  /** The pairwise sum of {@code values[from, from + count)}. */
  static double of(double[] values, int from, int count) {
    if (count > LEAF) {
      int half = count / 2;
      half -= half % LANES;
      return of(values, from, half) + of(values, from + half, count - half);
    }
    return count < LANES ? rest(0, values, from, from + count) : leaf(values, from, count);
  }

  private static double leaf(double[] values, int from, int count) {
    double sum0 = values[from];
    double sum1 = values[from + 1];
    double sum2 = values[from + 2];
    double sum3 = values[from + 3];
    double sum4 = values[from + 4];
    double sum5 = values[from + 5];
    double sum6 = values[from + 6];
    double sum7 = values[from + 7];
    int end = from + count - count % LANES;
    for (int i = from + LANES; i < end; i += LANES) {
      sum0 += values[i];
      sum1 += values[i + 1];
      sum2 += values[i + 2];
      sum3 += values[i + 3];
      sum4 += values[i + 4];
      sum5 += values[i + 5];
      sum6 += values[i + 6];
      sum7 += values[i + 7];
    }
    double sum = ((sum0 + sum1) + (sum2 + sum3)) + ((sum4 + sum5) + (sum6 + sum7));
    return rest(sum, values, end, from + count);
  }

  private static double rest(double start, double[] values, int from, int to) {
    double sum = start;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum;
  }
}
