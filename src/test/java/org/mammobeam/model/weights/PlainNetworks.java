package org.mammobeam.model.weights;

import static org.mammobeam.model.weights.PlainArrays.halved;
import static org.mammobeam.model.weights.PlainArrays.maximum;
import static org.mammobeam.model.weights.PlainArrays.means;

import java.util.Arrays;
import java.util.stream.Stream;
import org.mammobeam.codec.MalformedDataException;

/** The published networks as the article and torchvision define them. */
public final class PlainNetworks {
  private final PlainArrays layers;

  public PlainNetworks(Contrary weights) {
    layers = new PlainArrays(weights);
  }

  /** DenseNet-121 with the padding of TensorFlow, on a square whose side is a multiple of 32. */
  public double[] patchLogits(double[][] patch) throws MalformedDataException {
    double[][][] x = {patch, patch, patch};
    x = layers.activate(layers.convolve(x, "features.conv0", 64, 7, 2, 2, 3), "features.norm0");
    x = maximum(x, 1);
    int[] counts = {6, 12, 24, 16};
    for (int block = 1; block <= 4; block++) {
      for (int layer = 1; layer <= counts[block - 1]; layer++) {
        String name = "features.denseblock" + block + ".denselayer" + layer;
        double[][][] y = layers.activate(x, name + ".norm1");
        y = layers.convolve(y, name + ".conv1", 128, 1, 1, 0, 0);
        y = layers.activate(y, name + ".norm2");
        y = layers.convolve(y, name + ".conv2", 32, 3, 1, 1, 1);
        x = Stream.of(x, y).flatMap(Arrays::stream).toArray(double[][][]::new);
      }
      if (block < 4) {
        String name = "features.transition" + block;
        x = layers.activate(x, name + ".norm");
        x = halved(layers.convolve(x, name + ".conv", x.length / 2, 1, 1, 0, 0));
      }
    }
    return layers.linear(means(layers.activate(x, "features.norm5")), "classifier", 4);
  }

  /** Four pairs of log-probabilities of one projection, in a row. */
  public double[] logProbabilities(String projection, double[][][] left, double[][][] right)
      throws MalformedDataException {
    double[] features =
        Stream.of(column(projection, left), column(projection, right))
            .flatMapToDouble(Arrays::stream)
            .toArray();
    double[] hidden =
        Arrays.stream(layers.linear(features, "fc1_" + projection, 512))
            .map(value -> Math.max(0, value))
            .toArray();
    double[] logits = layers.linear(hidden, "output_layer_" + projection + ".fc_layer", 8);
    for (int i = 0; i < 8; i += 2) {
      double sum = Math.log(Math.exp(logits[i]) + Math.exp(logits[i + 1]));
      logits[i] -= sum;
      logits[i + 1] -= sum;
    }
    return logits;
  }

  private double[] column(String projection, double[][][] image) throws MalformedDataException {
    String column = "four_view_resnet." + projection;
    double[][][] x = layers.convolve(image, column + ".first_conv", 16, 7, 2, 0, 0);
    x = maximum(x, 0);
    for (int group = 0; group < 5; group++) {
      for (int block = 0; block < 2; block++) {
        x = residual(x, column + ".layer_list." + group + "." + block, 16 << group, block, group);
      }
    }
    return means(layers.activate(x, column + ".final_bn"));
  }

  private double[][][] residual(double[][][] x, String name, int width, int block, int group)
      throws MalformedDataException {
    int stride = group > 0 && block == 0 ? 2 : 1;
    double[][][] o = layers.activate(x, name + ".bn1");
    double[][][] shortcut =
        block == 0 ? layers.convolve(o, name + ".downsample.0", width, 1, stride, 0, 0) : x;
    o = layers.convolve(o, name + ".conv1", width, 3, stride, 1, 1);
    o = layers.activate(o, name + ".bn2");
    o = layers.convolve(o, name + ".conv2", width, 3, 1, 1, 1);
    for (int c = 0; c < o.length; c++) {
      for (int r = 0; r < o[c].length; r++) {
        for (int k = 0; k < o[c][r].length; k++) {
          o[c][r][k] += shortcut[c][r][k];
        }
      }
    }
    return o;
  }
}
