package org.mammobeam.model.weights;

/**
 * A convolution's or linear layer's weights with one row per output, in double precision so that
 * folding a norm into them rounds once.
 */
final class Matrix {
  private final int rows;
  private final double[] values;

  private Matrix(int rows, double[] values) {
    this.rows = rows;
    this.values = values;
  }

  /** Takes values of shape (rows, …). */
  static Matrix of(int rows, float[] values) {
    double[] copy = new double[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = values[i];
    }
    return new Matrix(rows, copy);
  }

  private int columns() {
    return values.length / rows;
  }

  /** Each row times its factor: what scales the outputs. */
  Matrix rowsTimes(float[] factors) {
    double[] product = values.clone();
    for (int i = 0; i < product.length; i++) {
      product[i] *= factors[i / columns()];
    }
    return new Matrix(rows, product);
  }

  /** Each column times its factor: what scales the inputs of a pointwise layer. */
  Matrix columnsTimes(float[] factors) {
    double[] product = values.clone();
    for (int i = 0; i < product.length; i++) {
      product[i] *= factors[i % columns()];
    }
    return new Matrix(rows, product);
  }

  /** What a vector of inputs adds to each output, plus what is there. */
  float[] times(float[] vector, float[] plus) {
    float[] sums = new float[rows];
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int column = 0; column < columns(); column++) {
        sum += values[row * columns() + column] * vector[column];
      }
      sums[row] = (float) (sum + plus[row]);
    }
    return sums;
  }

  float[] rounded() {
    float[] rounded = new float[values.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }
}
