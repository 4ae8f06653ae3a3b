package org.mammobeam.model.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mammobeam.codec.MalformedDataException;

/**
 * A four-view network of ResNet-22: from the names and tensors of its training to the template's,
 * which make_templates.py explains.
 */
final class FourViewTensors {
  private static final List<Integer> WIDTHS = List.of(16, 32, 64, 128, 256);
  private static final int FEATURES = 512;
  private static final int OUTPUTS = 8;

  private final TrainedWeights trained;
  private final Map<String, float[]> tensors = new LinkedHashMap<>();

  private FourViewTensors(TrainedWeights trained) {
    this.trained = trained;
  }

  /**
   * The template's tensors.
   *
   * @param channels of the network's input
   */
  static Map<String, float[]> of(TrainedWeights trained, int channels)
      throws MalformedDataException {
    FourViewTensors network = new FourViewTensors(trained);
    network.projection("cc", "craniocaudal", channels);
    network.projection("mlo", "mediolateral", channels);
    return network.tensors;
  }

  private void projection(String name, String path, int channels) throws MalformedDataException {
    column("four_view_resnet." + name, path + ".column", channels);
    linear("fc1_" + name, path + ".hidden", FEATURES);
    linear("output_layer_" + name + ".fc_layer", path + ".head", OUTPUTS);
  }

  private void linear(String name, String path, int outputs) throws MalformedDataException {
    copy(name + ".weight", path + ".weight", outputs, FEATURES);
    copy(name + ".bias", path + ".bias", outputs);
  }

  private void column(String name, String path, int channels) throws MalformedDataException {
    int before = WIDTHS.get(0);
    copy(name + ".first_conv.weight", path + ".stem.weight", before, channels, 7, 7);
    norm(BatchNorm.of(trained, name + ".layer_list.0.0.bn1", before), path + ".norm");
    for (int group = 0; group < WIDTHS.size(); group++) {
      int width = WIDTHS.get(group);
      boolean last = group == WIDTHS.size() - 1;
      String next = last ? ".final_bn" : ".layer_list." + (group + 1) + ".0.bn1";
      String groupName = name + ".layer_list." + group;
      String groupPath = path + ".groups." + group;
      firstBlock(groupName + ".0", groupPath + ".0", before, width);
      secondBlock(groupName + ".1", groupPath + ".1", BatchNorm.of(trained, name + next, width));
      before = width;
    }
  }

  private void firstBlock(String name, String path, int inputs, int width)
      throws MalformedDataException {
    copy(name + ".downsample.0.weight", path + ".down.weight", width, inputs, 1, 1);
    BatchNorm middle = BatchNorm.of(trained, name + ".bn2", width);
    convolution(
        trained.tensor(name + ".conv1.weight", width, inputs, 3, 3), middle, path + ".conv1");
    copy(name + ".conv2.weight", path + ".conv2.weight", width, width, 3, 3);
  }

  private void secondBlock(String name, String path, BatchNorm next) throws MalformedDataException {
    int width = next.channels();
    norm(BatchNorm.of(trained, name + ".bn1", width), path + ".norm");
    BatchNorm middle = BatchNorm.of(trained, name + ".bn2", width);
    convolution(
        trained.tensor(name + ".conv1.weight", width, width, 3, 3), middle, path + ".conv1");
    convolution(trained.tensor(name + ".conv2.weight", width, width, 3, 3), next, path + ".conv2");
    tensors.put(path + ".skip", next.scale());
  }

  private void copy(String name, String path, int... shape) throws MalformedDataException {
    tensors.put(path, trained.tensor(name, shape));
  }

  private void norm(BatchNorm norm, String path) {
    tensors.put(path + ".scale", norm.scale());
    tensors.put(path + ".shift", norm.shift());
  }

  /** A convolution with the norm behind it. */
  private void convolution(float[] weight, BatchNorm behind, String path) {
    Matrix folded = Matrix.of(behind.channels(), weight).rowsTimes(behind.scale());
    tensors.put(path + ".weight", folded.rounded());
    tensors.put(path + ".bias", behind.shift());
  }
}
