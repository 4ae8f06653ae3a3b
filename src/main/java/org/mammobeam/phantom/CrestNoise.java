package org.mammobeam.phantom;

/**
 * Noise in [-1, 1] that can be asked for at any place, between the values of a hashed table that
 * repeats itself after {@value #SIZE} cells.
 */
final class CrestNoise {
  private static final int SIZE = 256;

  private final double perCell;
  private final float[] table = new float[SIZE * SIZE];

  CrestNoise(long seed, double cell) {
    perCell = 1 / cell;
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) LatticeNoise.lattice(seed, i / SIZE, i % SIZE);
    }
  }

  /** How far the place is from where the noise changes sign: 0 on a crest, at most 1. */
  float offCrest(float y, float x) {
    float row = (float) (y * perCell);
    float column = (float) (x * perCell);
    int top = (int) row;
    int left = (int) column;
    float below = smooth(row - top);
    float right = smooth(column - left);
    int upper = (top % SIZE) * SIZE;
    int lower = ((top + 1) % SIZE) * SIZE;
    int start = left % SIZE;
    int end = (left + 1) % SIZE;
    float above = table[upper + start] + right * (table[upper + end] - table[upper + start]);
    float beneath = table[lower + start] + right * (table[lower + end] - table[lower + start]);
    return Math.abs(above + below * (beneath - above));
  }

  private static float smooth(float t) {
    return t * t * (3 - 2 * t);
  }
}
