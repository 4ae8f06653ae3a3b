package org.mammobeam.algorithm;

/**
 * Positions and weights along one axis of OpenCV's cubic interpolation, in its precision.
 *
 * <p>The value at target d is the sum of four neighbouring source values beginning at {@code
 * first(d)}, each times its weight; positions outside of the source mean its nearest value.
 */
final class CubicAxis {
  /** Source positions of a target. */
  static final int TAPS = 4;

  private static final float A = -0.75f;

  private final int[] firsts;
  private final float[][] weights;

  /** The axis that resizes so many source values to so many target values. */
  CubicAxis(int source, int target) {
    this.firsts = new int[target];
    this.weights = new float[TAPS][target];
    double scale = 1 / ((double) target / source);
    for (int d = 0; d < target; d++) {
      float position = (float) ((d + 0.5) * scale - 0.5);
      float whole = (float) Math.floor(position);
      firsts[d] = (int) whole - 1;
      setWeights(d, position - whole);
    }
  }

  private void setWeights(int d, float t) {
    float before = t + 1;
    float after = 1 - t;
    float weight0 = ((A * before - 5 * A) * before + 8 * A) * before - 4 * A;
    float weight1 = ((A + 2) * t - (A + 3)) * t * t + 1;
    float weight2 = ((A + 2) * after - (A + 3)) * after * after + 1;
    weights[0][d] = weight0;
    weights[1][d] = weight1;
    weights[2][d] = weight2;
    weights[3][d] = 1 - weight0 - weight1 - weight2;
  }

  /** Target values. */
  int size() {
    return firsts.length;
  }

  /** The first of four source positions, from -2 on. */
  int first(int d) {
    return firsts[d];
  }

  /** The first source position of every target; not to be written to. */
  int[] firsts() {
    return firsts;
  }

  /** The weights of every target's tap; not to be written to. */
  float[] weights(int tap) {
    return weights[tap];
  }
}
