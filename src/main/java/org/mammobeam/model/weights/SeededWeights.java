package org.mammobeam.model.weights;

import java.util.Random;

/**
 * Made-up weights that keep signals in range, for benchmarks and tests: they find nothing.
 *
 * <p>Tensors depend on the seed and on their own name only.
 */
final class SeededWeights implements TrainedWeights {
  private final long seed;

  SeededWeights(long seed) {
    this.seed = seed;
  }

  @Override
  public float[] tensor(String name, int... shape) {
    Random random = new Random(seed * 1_000_003 + name.hashCode());
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    double center = name.endsWith("running_var") || isScale(name, shape) ? 1 : 0;
    // He's rule where a tensor multiplies inputs; small differences where it moves or scales them.
    double spread = shape.length > 1 ? Math.sqrt(2.0 * shape[0] / count) : 0.1;
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      double value = center + spread * random.nextGaussian();
      values[i] = (float) (name.endsWith("running_var") ? Math.abs(value) : value);
    }
    return values;
  }

  private static boolean isScale(String name, int[] shape) {
    return shape.length == 1 && name.endsWith(".weight");
  }
}
