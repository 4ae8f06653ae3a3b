package org.mammobeam.phantom;

/**
 * Smooth noise: cubic B-splines over a lattice of hashed values; mean 0, standard deviation about
 * 1.
 *
 * <p>Rows are made as a whole and cell by cell, so that a pixel costs one polynomial per octave.
 */
final class LatticeNoise {
  /**
   * Uniform values in [-1, 1) have variance 1/3, and the spline's squared weights average to
   * 151/315 per axis.
   */
  private static final double TO_UNIT_DEVIATION = 3.613;

  private final long seed;
  private final double cell;

  /**
   * @param cell distance of lattice points in pixels
   */
  LatticeNoise(long seed, double cell) {
    this.seed = Draws.mix(seed);
    this.cell = cell;
  }

  /** A value in [-1, 1) that belongs to a point of a lattice. */
  static double lattice(long seed, int y, int x) {
    long row = Draws.mix(seed + y * 0x9E3779B97F4A7C15L);
    return (int) (Draws.mix(row + x) >>> 32) * 0x1p-31;
  }

  /** Adds {@code weight} times row {@code y} of the noise to the line. */
  void addRow(int y, double weight, float[] line) {
    int cells = (int) (line.length / cell) + 1;
    float[] row = splineRow(y / cell, cells + 3, weight);
    float step = (float) (1 / cell);
    int x = 0;
    for (int i = 0; i < cells; i++) {
      float constant = row[i] + 4 * row[i + 1] + row[i + 2];
      float linear = 3 * (row[i + 2] - row[i]);
      float square = 3 * (row[i] - 2 * row[i + 1] + row[i + 2]);
      float cube = row[i + 3] - row[i] + 3 * (row[i + 1] - row[i + 2]);
      int end = Math.min(line.length, (int) Math.ceil((i + 1) * cell));
      float offset = (float) (x / cell - i);
      for (int k = 0; x + k < end; k++) {
        float t = offset + k * step;
        line[x + k] += constant + t * (linear + t * (square + t * cube));
      }
      x = Math.max(x, end);
    }
  }

  /** The lattice, already interpolated between rows; both axes' factor 1/6 is in the weight. */
  private float[] splineRow(double at, int count, double weight) {
    int first = (int) at;
    double t = at - first;
    double s = 1 - t;
    double scale = weight * TO_UNIT_DEVIATION / 36;
    double[] weights = {
      scale * s * s * s,
      scale * (4 + 3 * t * t * (t - 2)),
      scale * (4 + 3 * s * s * (s - 2)),
      scale * t * t * t
    };
    float[] row = new float[count];
    for (int k = 0; k < 4; k++) {
      for (int x = 0; x < count; x++) {
        row[x] += (float) (weights[k] * lattice(seed, first + k, x));
      }
    }
    return row;
  }
}
