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
    for (int group = 0; group < WIDTHS.size(); group++) {
      int width = WIDTHS.get(group);
      String groupName = name + ".layer_list." + group;
      String groupPath = path + ".groups." + group;
      copy(groupName + ".0.downsample.0.weight", groupPath + ".0.down.weight", width, before, 1, 1);
      block(groupName + ".0", groupPath + ".0", before, width);
      block(groupName + ".1", groupPath + ".1", width, width);
      before = width;
    }
    norm(name + ".final_bn", path + ".norm.norm", before);
  }

  private void block(String name, String path, int inputs, int width)
      throws MalformedDataException {
    norm(name + ".bn1", path + ".norm1.norm", inputs);
    copy(name + ".conv1.weight", path + ".block.conv1.weight", width, inputs, 3, 3);
    norm(name + ".bn2", path + ".block.norm2.norm", width);
    copy(name + ".conv2.weight", path + ".block.conv2.weight", width, width, 3, 3);
  }

  private void copy(String name, String path, int... shape) throws MalformedDataException {
    tensors.put(path, trained.tensor(name, shape));
  }

  private void norm(String name, String path, int channels) throws MalformedDataException {
    BatchNorm norm = BatchNorm.of(trained, name, channels);
    tensors.put(path + ".scale", norm.scale());
    tensors.put(path + ".shift", norm.shift());
  }
}
