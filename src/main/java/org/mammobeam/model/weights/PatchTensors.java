package org.mammobeam.model.weights;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mammobeam.codec.MalformedDataException;

/**
 * The patch network, DenseNet-121: from the names and tensors of torchvision to the template's,
 * which make_templates.py explains.
 */
final class PatchTensors {
  private static final int[] LAYERS = {6, 12, 24, 16};
  private static final int GROWTH = 32;
  private static final int BOTTLENECK = 4 * GROWTH;
  private static final int CLASSES = 4;

  /** The first block whose norms are folded: before it, rounded products would show in results. */
  private static final int FIRST_FOLDED = 1;

  private final TrainedWeights trained;
  private final Map<String, float[]> tensors = new LinkedHashMap<>();

  private PatchTensors(TrainedWeights trained) {
    this.trained = trained;
  }

  /** The template's tensors. */
  static Map<String, float[]> of(TrainedWeights trained) throws MalformedDataException {
    PatchTensors patch = new PatchTensors(trained);
    int channels = patch.stem();
    for (int block = 0; block < LAYERS.length; block++) {
      for (int layer = 0; layer < LAYERS[block]; layer++) {
        if (block >= FIRST_FOLDED) {
          patch.foldedLayer(block, layer, channels);
        } else {
          patch.plainLayer(block, layer, channels);
        }
        channels += GROWTH;
      }
      channels = patch.end(block, channels);
    }
    return patch.tensors;
  }

  private int stem() throws MalformedDataException {
    int channels = 2 * GROWTH;
    tensors.put("stem.weight", trained.tensor("features.conv0.weight", channels, 3, 7, 7));
    BatchNorm norm = BatchNorm.of(trained, "features.norm0", channels);
    tensors.put("norm.weight", norm.weight());
    tensors.put("norm.bias", norm.bias());
    tensors.put("norm.mean", norm.mean());
    tensors.put("norm.variance", norm.variance());
    return channels;
  }

  private static String layerName(int block, int layer) {
    return "features.denseblock%d.denselayer%d".formatted(block + 1, layer + 1);
  }

  private static String blockPath(int block) {
    return block == LAYERS.length - 1 ? "last" : "blocks." + block;
  }

  private void plainLayer(int block, int layer, int channels) throws MalformedDataException {
    String name = layerName(block, layer);
    String path = blockPath(block) + ".layers." + layer;
    norm(path + ".norm1.norm", BatchNorm.of(trained, name + ".norm1", channels));
    tensors.put(
        path + ".conv1.weight", trained.tensor(name + ".conv1.weight", BOTTLENECK, channels, 1, 1));
    tensors.put(path + ".conv1.bias", new float[BOTTLENECK]);
    norm(path + ".norm2.norm", BatchNorm.of(trained, name + ".norm2", BOTTLENECK));
    growth(name, path);
  }

  private void foldedLayer(int block, int layer, int channels) throws MalformedDataException {
    String name = layerName(block, layer);
    String path = blockPath(block) + ".layers." + layer;
    BatchNorm before = BatchNorm.of(trained, name + ".norm1", channels);
    BatchNorm behind = BatchNorm.of(trained, name + ".norm2", BOTTLENECK);
    clamp(path + ".clamp", before);
    Matrix weight =
        Matrix.of(BOTTLENECK, trained.tensor(name + ".conv1.weight", BOTTLENECK, channels, 1, 1))
            .rowsTimes(behind.scale());
    pointwise(path + ".conv1", weight, before, behind.shift());
    growth(name, path);
  }

  private void growth(String name, String path) throws MalformedDataException {
    tensors.put(
        path + ".conv2.weight", trained.tensor(name + ".conv2.weight", GROWTH, BOTTLENECK, 3, 3));
  }

  /** The norm behind a block and the layer behind that; the channels it leaves. */
  private int end(int block, int channels) throws MalformedDataException {
    boolean last = block == LAYERS.length - 1;
    String transition = "features.transition" + (block + 1);
    BatchNorm norm =
        BatchNorm.of(trained, last ? "features.norm5" : transition + ".norm", channels);
    int outputs = last ? CLASSES : channels / 2;
    float[] weight =
        last
            ? trained.tensor("classifier.weight", CLASSES, channels)
            : trained.tensor(transition + ".conv.weight", outputs, channels, 1, 1);
    float[] bias = last ? trained.tensor("classifier.bias", CLASSES) : new float[outputs];
    String path = last ? "head" : "transitions." + block;
    if (block >= FIRST_FOLDED) {
      clamp(blockPath(block) + ".end", norm);
      pointwise(path, Matrix.of(outputs, weight), norm, bias);
    } else {
      norm(blockPath(block) + ".end.norm", norm);
      tensors.put(path + ".weight", weight);
      tensors.put(path + ".bias", bias);
    }
    return outputs;
  }

  private void norm(String path, BatchNorm norm) {
    tensors.put(path + ".scale", norm.scale());
    tensors.put(path + ".shift", norm.shift());
  }

  private void clamp(String path, BatchNorm norm) {
    tensors.put(path + ".low", norm.low());
    tensors.put(path + ".high", norm.high());
  }

  /** A layer on clamped channels, with what is left of their norm. */
  private void pointwise(String path, Matrix weight, BatchNorm before, float[] bias) {
    tensors.put(path + ".weight", weight.columnsTimes(before.scaleBehindClamp()).rounded());
    tensors.put(path + ".bias", weight.times(before.shiftBehindClamp(), bias));
  }
}
