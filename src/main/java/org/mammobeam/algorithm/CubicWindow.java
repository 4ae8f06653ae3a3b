package org.mammobeam.algorithm;

import java.util.Arrays;
import org.mammobeam.exam.CropWindow;
import org.mammobeam.image.FloatImage;

/**
 * One window of an image, resized row by row as OpenCV's {@code resize} with {@code INTER_CUBIC}
 * does in single precision.
 *
 * <p>Outside of the image lie zeros. They are not computed with: a cubic of zeros is zero. Rows
 * that equal the row above, as most of a heatmap's do, are not computed again.
 */
final class CubicWindow {
  /** Taps reach so far beyond the window. */
  private static final int MARGIN = 2;

  private static final int NONE = Integer.MIN_VALUE;

  private final FloatImage image;
  private final CropWindow borders;
  private final CubicAxis rows;
  private final CubicAxis columns;

  /** Columns [begin, end) of the window that lie in the image. */
  private final int imageBegin;

  private final int imageEnd;

  /** Columns [begin, end) of the result that depend on them; all others are zero. */
  private final int activeBegin;

  private final int activeEnd;

  /** A source row of the window, with margins. */
  private final float[] line;

  /** A row of the result. */
  private final float[] blended;

  private final float[] zeros;
  private final float[][] buffers;

  /** Source rows resized horizontally: that of window row p in slot p modulo 4. */
  private final float[][] slots = new float[CubicAxis.TAPS][];

  private final int[] slotRows = {NONE, NONE, NONE, NONE};

  /**
   * Prepares a window.
   *
   * @param image in common orientation
   * @param borders of the window in the image; may reach outside
   * @param rows axis from the window's rows to the result's
   * @param columns axis from the window's columns to the result's
   */
  CubicWindow(FloatImage image, CropWindow borders, CubicAxis rows, CubicAxis columns) {
    this.image = image;
    this.borders = borders;
    this.rows = rows;
    this.columns = columns;
    int width = borders.width();
    this.imageBegin = Math.min(width, Math.max(0, -borders.left()));
    this.imageEnd = Math.max(imageBegin, Math.min(width, image.width() - borders.left()));
    this.activeBegin = firstReaching(imageBegin, CubicAxis.TAPS - 1);
    this.activeEnd = Math.max(activeBegin, firstReaching(imageEnd, 0));
    this.line = new float[width + 2 * MARGIN];
    this.blended = new float[columns.size()];
    this.zeros = new float[columns.size()];
    this.buffers = new float[CubicAxis.TAPS][columns.size()];
  }

  /** The first column of the result whose tap lies at a column of the window or right of it. */
  private int firstReaching(int column, int tap) {
    int d = 0;
    while (d < columns.size() && clamp(columns.first(d) + tap, borders.width()) < column) {
      d++;
    }
    return d;
  }

  private static int clamp(int position, int size) {
    return Math.max(0, Math.min(position, size - 1));
  }

  /**
   * Writes one row of the result.
   *
   * @param y row of the result; rows are asked for in order
   * @param target receives as many values as the result has columns
   * @param offset where in target the row begins
   * @param tail from this column on OpenCV adds in another order
   */
  void row(int y, float[] target, int offset, int tail) {
    int first = rows.first(y);
    float[][] taps = new float[CubicAxis.TAPS][];
    boolean blank = true;
    for (int tap = 0; tap < taps.length; tap++) {
      taps[tap] = resized(clamp(first + tap, borders.height()));
      blank &= taps[tap] == zeros;
    }
    int end = offset + columns.size();
    if (blank) {
      Arrays.fill(target, offset, end, 0);
      return;
    }
    blend(y, taps, tail);
    Arrays.fill(target, offset, offset + activeBegin, 0);
    System.arraycopy(blended, activeBegin, target, offset + activeBegin, activeEnd - activeBegin);
    Arrays.fill(target, offset + activeEnd, end, 0);
  }

  /**
   * Blends four rows into one. It is copied to its place only afterwards: the compiler makes vector
   * instructions out of the loop because all arrays have the same index.
   */
  private void blend(int y, float[][] taps, int tail) {
    float[] row0 = taps[0];
    float[] row1 = taps[1];
    float[] row2 = taps[2];
    float[] row3 = taps[3];
    float[] result = blended;
    float weight0 = rows.weights(0)[y];
    float weight1 = rows.weights(1)[y];
    float weight2 = rows.weights(2)[y];
    float weight3 = rows.weights(3)[y];
    int bodyEnd = Math.min(activeEnd, tail);
    for (int x = activeBegin; x < bodyEnd; x++) {
      result[x] = row0[x] * weight0 + (row1[x] * weight1 + (row2[x] * weight2 + row3[x] * weight3));
    }
    for (int x = Math.max(activeBegin, tail); x < activeEnd; x++) {
      result[x] = ((row0[x] * weight0 + row1[x] * weight1) + row2[x] * weight2) + row3[x] * weight3;
    }
  }

  /** A row of the window, resized horizontally. */
  private float[] resized(int row) {
    int slot = row % CubicAxis.TAPS;
    if (slotRows[slot] != row) {
      slots[slot] = resizedAnew(row);
      slotRows[slot] = row;
    }
    return slots[slot];
  }

  private float[] resizedAnew(int row) {
    int y = borders.top() + row;
    if (y < 0 || y >= image.height() || activeBegin == activeEnd) {
      return zeros;
    }
    int slotAbove = (row + CubicAxis.TAPS - 1) % CubicAxis.TAPS;
    if (y > 0 && slotRows[slotAbove] == row - 1 && equalsRowAbove(y)) {
      return slots[slotAbove];
    }
    float[] buffer = freeBuffer(row % CubicAxis.TAPS);
    load(y);
    resizeLine(buffer);
    return buffer;
  }

  private boolean equalsRowAbove(int y) {
    int begin = y * image.width() + borders.left() + imageBegin;
    int length = imageEnd - imageBegin;
    int above = begin - image.width();
    float[] pixels = image.pixels();
    return Arrays.equals(pixels, begin, begin + length, pixels, above, above + length);
  }

  /** A buffer that none of the other three slots uses: of four there is always one. */
  private float[] freeBuffer(int slot) {
    for (float[] buffer : buffers) {
      boolean free = true;
      for (int other = 0; other < CubicAxis.TAPS; other++) {
        free &= other == slot || slots[other] != buffer;
      }
      if (free) {
        return buffer;
      }
    }
    throw new IllegalStateException("three slots use four buffers");
  }

  /** Loads an image row into the line; edges repeat into the margins. */
  private void load(int y) {
    int width = borders.width();
    int begin = y * image.width() + borders.left() + imageBegin;
    System.arraycopy(image.pixels(), begin, line, MARGIN + imageBegin, imageEnd - imageBegin);
    Arrays.fill(line, 0, MARGIN, line[MARGIN]);
    Arrays.fill(line, MARGIN + width, line.length, line[MARGIN + width - 1]);
  }

  private void resizeLine(float[] target) {
    float[] source = line;
    int[] firsts = columns.firsts();
    float[] weights0 = columns.weights(0);
    float[] weights1 = columns.weights(1);
    float[] weights2 = columns.weights(2);
    float[] weights3 = columns.weights(3);
    for (int x = activeBegin; x < activeEnd; x++) {
      int first = firsts[x] + MARGIN;
      target[x] =
          ((source[first] * weights0[x] + source[first + 1] * weights1[x])
                  + source[first + 2] * weights2[x])
              + source[first + 3] * weights3[x];
    }
  }
}
