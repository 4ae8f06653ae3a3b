package org.mammobeam.model.weights;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.codec.TorchFiles.Tensor;
import org.mammobeam.model.ModelRole;

/** The tensors that a network asks for, and what it was given. */
final class Recorded implements TrainedWeights {
  private final TrainedWeights weights;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private Recorded(TrainedWeights weights) {
    this.weights = weights;
  }

  /** A state dict of a published network with the weights of {@link BundleContent#seeded}. */
  static Map<String, Tensor> stateDict(ModelRole role, long seed) throws Exception {
    Recorded recorded = new Recorded(BundleContent.weights(role, seed));
    if (role == ModelRole.PATCH) {
      PatchTensors.of(recorded);
    } else {
      FourViewTensors.of(recorded, role.channels());
    }
    return recorded.tensors;
  }

  @Override
  public float[] tensor(String name, int... shape) throws MalformedDataException {
    float[] values = weights.tensor(name, shape);
    tensors.put(name, Tensor.of(values, shape));
    return values;
  }
}
