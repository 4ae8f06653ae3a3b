package org.mammobeam.phantom;

import java.util.function.DoubleBinaryOperator;

/** A slowly varying quantity, known on a grid of whole millimetres and bilinear in between. */
final class CoarseField {
  private final int columns;
  private final float[] values;
  private final double pitch;

  /**
   * @param quantity its value at (y, x) in millimetres
   */
  CoarseField(PhantomSize size, DoubleBinaryOperator quantity) {
    int rows = PhantomSize.DETECTOR_MILLIMETRES + 2;
    columns = (int) size.widthMillimetres() + 3;
    pitch = size.pitch();
    values = new float[rows * columns];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        values[y * columns + x] = (float) quantity.applyAsDouble(y, x);
      }
    }
  }

  /** A quantity at (y, x) in millimetres that follows from another one's value there. */
  interface Derivation {
    double at(double y, double x, double value);
  }

  /** Another field on the same grid. */
  CoarseField derive(PhantomSize size, Derivation derivation) {
    return new CoarseField(
        size, (y, x) -> derivation.at(y, x, values[((int) y) * columns + (int) x]));
  }

  /** The value at (y, x) in millimetres, inside the detector. */
  double at(double y, double x) {
    int row = (int) y;
    int column = (int) x;
    float below = (float) (y - row);
    float right = (float) (x - column);
    int first = row * columns + column;
    float upper = values[first] + right * (values[first + 1] - values[first]);
    int second = first + columns;
    float lower = values[second] + right * (values[second + 1] - values[second]);
    return upper + below * (lower - upper);
  }

  /** Overwrites the line with the values along pixel row {@code y}. */
  void row(int y, float[] line) {
    double position = y * pitch;
    int row = (int) position;
    float below = (float) (position - row);
    int base = row * columns;
    float step = (float) pitch;
    int x = 0;
    for (int column = 0; x < line.length; column++) {
      int first = base + column;
      int second = first + columns;
      float start = values[first] + below * (values[second] - values[first]);
      float end = values[first + 1] + below * (values[second + 1] - values[first + 1]);
      int next = Math.min(line.length, (int) Math.ceil((column + 1) / pitch));
      float offset = (float) (x * pitch - column);
      for (int k = 0; x + k < next; k++) {
        line[x + k] = start + (offset + k * step) * (end - start);
      }
      x = next;
    }
  }
}
