package org.mammobeam.model.weights;

import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.model.ModelRole;

/** Weights whose norms also turn channels over, switch some off and nearly switch off others. */
public final class Contrary implements TrainedWeights {
  private final TrainedWeights weights;

  public Contrary(long seed) {
    this.weights = new SeededWeights(seed);
  }

  @Override
  public float[] tensor(String name, int... shape) throws MalformedDataException {
    float[] values = weights.tensor(name, shape);
    if (name.matches(".*(norm|bn)\\d?\\.weight")) {
      for (int i = 0; i < values.length; i++) {
        values[i] *= i % 11 == 0 ? 0 : i % 7 == 0 ? 1e-30f : i % 3 == 0 ? -1 : 1;
      }
    }
    return values;
  }

  /** A network of the published architecture with these weights. */
  public byte[] network(ModelRole role) throws Exception {
    return Networks.published(role, this);
  }
}
