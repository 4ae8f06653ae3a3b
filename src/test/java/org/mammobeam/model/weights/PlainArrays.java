package org.mammobeam.model.weights;

import org.mammobeam.codec.MalformedDataException;

/**
 * Layers of networks as their definitions have them, in double precision: nothing folded, nothing
 * fast. Arrays are [channel][row][column].
 */
final class PlainArrays {
  private final TrainedWeights weights;

  PlainArrays(TrainedWeights weights) {
    this.weights = weights;
  }

  /** A convolution with zeros around: {@code before} above and left, {@code after} elsewhere. */
  double[][][] convolve(
      double[][][] x, String name, int outputs, int kernel, int stride, int before, int after)
      throws MalformedDataException {
    int inputs = x.length;
    float[] weight = weights.tensor(name + ".weight", outputs, inputs, kernel, kernel);
    int rows = (x[0].length + before + after - kernel) / stride + 1;
    int columns = (x[0][0].length + before + after - kernel) / stride + 1;
    double[][][] y = new double[outputs][rows][columns];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        for (int tap = 0; tap < kernel * kernel; tap++) {
          double factor = weight[(o * inputs + i) * kernel * kernel + tap];
          add(y[o], x[i], factor, stride, tap / kernel - before, tap % kernel - before);
        }
      }
    }
    return y;
  }

  private static void add(
      double[][] y, double[][] x, double factor, int stride, int down, int right) {
    for (int r = 0; r < y.length; r++) {
      int row = r * stride + down;
      if (row < 0 || row >= x.length) {
        continue;
      }
      for (int c = 0; c < y[r].length; c++) {
        int column = c * stride + right;
        if (column >= 0 && column < x[row].length) {
          y[r][c] += factor * x[row][column];
        }
      }
    }
  }

  /** A batch norm and relu. */
  double[][][] activate(double[][][] x, String name) throws MalformedDataException {
    float[] weight = weights.tensor(name + ".weight", x.length);
    float[] bias = weights.tensor(name + ".bias", x.length);
    float[] mean = weights.tensor(name + ".running_mean", x.length);
    float[] variance = weights.tensor(name + ".running_var", x.length);
    double[][][] y = new double[x.length][x[0].length][x[0][0].length];
    for (int c = 0; c < x.length; c++) {
      double scale = weight[c] / Math.sqrt(variance[c] + 1e-5);
      for (int r = 0; r < y[c].length; r++) {
        for (int k = 0; k < y[c][r].length; k++) {
          y[c][r][k] = Math.max(0, (x[c][r][k] - mean[c]) * scale + bias[c]);
        }
      }
    }
    return y;
  }

  /** Pooling of 3 x 3 by 2, with {@code after} zeros below and right. */
  static double[][][] maximum(double[][][] x, int after) {
    int rows = (x[0].length + after - 3) / 2 + 1;
    int columns = (x[0][0].length + after - 3) / 2 + 1;
    double[][][] y = new double[x.length][rows][columns];
    for (int c = 0; c < x.length; c++) {
      for (int r = 0; r < rows; r++) {
        for (int k = 0; k < columns; k++) {
          double most = Double.NEGATIVE_INFINITY;
          for (int tap = 0; tap < 9; tap++) {
            int row = 2 * r + tap / 3;
            int column = 2 * k + tap % 3;
            boolean inside = row < x[c].length && column < x[c][row].length;
            most = Math.max(most, inside ? x[c][row][column] : 0);
          }
          y[c][r][k] = most;
        }
      }
    }
    return y;
  }

  static double[][][] halved(double[][][] x) {
    double[][][] y = new double[x.length][x[0].length / 2][x[0][0].length / 2];
    for (int c = 0; c < x.length; c++) {
      for (int r = 0; r < y[c].length; r++) {
        for (int k = 0; k < y[c][r].length; k++) {
          y[c][r][k] =
              (x[c][2 * r][2 * k]
                      + x[c][2 * r][2 * k + 1]
                      + x[c][2 * r + 1][2 * k]
                      + x[c][2 * r + 1][2 * k + 1])
                  / 4;
        }
      }
    }
    return y;
  }

  static double[] means(double[][][] x) {
    double[] means = new double[x.length];
    for (int c = 0; c < x.length; c++) {
      for (double[] row : x[c]) {
        for (double value : row) {
          means[c] += value / (x[c].length * row.length);
        }
      }
    }
    return means;
  }

  double[] linear(double[] x, String name, int outputs) throws MalformedDataException {
    float[] weight = weights.tensor(name + ".weight", outputs, x.length);
    float[] bias = weights.tensor(name + ".bias", outputs);
    double[] y = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      y[o] = bias[o];
      for (int i = 0; i < x.length; i++) {
        y[o] += weight[o * x.length + i] * x[i];
      }
    }
    return y;
  }
}
