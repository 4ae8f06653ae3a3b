package org.mammobeam.model.weights;

import org.mammobeam.codec.MalformedDataException;

/** A trained batch norm: as scale and shift per channel, and as a clamp. */
final class BatchNorm {
  private static final float EPSILON = 1e-5f;

  private final float[] weight;
  private final float[] bias;
  private final float[] mean;
  private final float[] variance;

  private BatchNorm(float[] weight, float[] bias, float[] mean, float[] variance) {
    this.weight = weight;
    this.bias = bias;
    this.mean = mean;
    this.variance = variance;
  }

  static BatchNorm of(TrainedWeights trained, String name, int channels)
      throws MalformedDataException {
    BatchNorm norm =
        new BatchNorm(
            trained.tensor(name + ".weight", channels),
            trained.tensor(name + ".bias", channels),
            trained.tensor(name + ".running_mean", channels),
            trained.tensor(name + ".running_var", channels));
    for (float variance : norm.variance) {
      if (variance < 0) {
        throw new MalformedDataException("tensor " + name + ".running_var holds " + variance);
      }
    }
    return norm;
  }

  float[] weight() {
    return weight;
  }

  float[] bias() {
    return bias;
  }

  float[] mean() {
    return mean;
  }

  float[] variance() {
    return variance;
  }

  int channels() {
    return weight.length;
  }

  /** What inputs are multiplied by, with torch's own rounding. */
  float[] scale() {
    float[] scale = new float[channels()];
    for (int c = 0; c < scale.length; c++) {
      scale[c] = 1 / (float) Math.sqrt(variance[c] + EPSILON) * weight[c];
    }
    return scale;
  }

  /** What is added to the product, with torch's own rounding. */
  float[] shift() {
    float[] scale = scale();
    float[] shift = new float[channels()];
    for (int c = 0; c < shift.length; c++) {
      shift[c] = bias[c] - mean[c] * scale[c];
    }
    return shift;
  }

  /** The lower limits of the clamp, for which relu(scale x + shift) = scale clamp(x) + shift. */
  float[] low() {
    return limits(true);
  }

  /** The upper limits of the clamp. */
  float[] high() {
    return limits(false);
  }

  /** The shift to use behind the clamp: relu of a channel that is nothing but shift. */
  float[] shiftBehindClamp() {
    float[] scale = scale();
    float[] shift = shift();
    for (int c = 0; c < shift.length; c++) {
      if (isFlat(scale[c], shift[c])) {
        shift[c] = Math.max(0, shift[c]);
      }
    }
    return shift;
  }

  /** The scale to use behind the clamp. */
  float[] scaleBehindClamp() {
    float[] scale = scale();
    float[] shift = shift();
    for (int c = 0; c < scale.length; c++) {
      if (isFlat(scale[c], shift[c])) {
        scale[c] = 0;
      }
    }
    return scale;
  }

  private float[] limits(boolean low) {
    float[] scale = scale();
    float[] shift = shift();
    float[] limits = new float[channels()];
    for (int c = 0; c < limits.length; c++) {
      if (isFlat(scale[c], shift[c])) {
        limits[c] = 0;
      } else if (scale[c] > 0 == low) {
        limits[c] = -shift[c] / scale[c];
      } else {
        limits[c] = low ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
      }
    }
    return limits;
  }

  // Where the limit would be no number, inputs are as good as multiplied by zero.
  private static boolean isFlat(float scale, float shift) {
    return scale == 0 || !Float.isFinite(shift / scale);
  }
}
