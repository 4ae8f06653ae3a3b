package org.mammobeam.model.weights;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.codec.TorchTensor;
import org.mammobeam.model.ModelRole;

/** TorchScript archives of the networks. */
final class Networks {
  private Networks() {}

  /** A network of the published architecture, from its trained weights. */
  static byte[] published(ModelRole role, TrainedWeights weights)
      throws IOException, MalformedDataException {
    Map<String, float[]> tensors =
        role == ModelRole.PATCH
            ? PatchTensors.of(weights)
            : FourViewTensors.of(weights, role.channels());
    return NetworkTemplate.of(role.label()).filled(tensors);
  }

  /** A network of a few hundred weights with the contract of a published one. */
  static byte[] quick(ModelRole role, TrainedWeights weights)
      throws IOException, MalformedDataException {
    NetworkTemplate template = NetworkTemplate.of("quick-" + role.label());
    Map<String, float[]> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, TorchTensor> tensor : template.tensors().entrySet()) {
      int[] shape = tensor.getValue().shape().stream().mapToInt(Integer::intValue).toArray();
      tensors.put(tensor.getKey(), weights.tensor(tensor.getKey(), shape));
    }
    return template.filled(tensors);
  }
}
