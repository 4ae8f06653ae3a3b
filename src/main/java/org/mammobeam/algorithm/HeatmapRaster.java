package org.mammobeam.algorithm;

import static org.mammobeam.algorithm.PatchGrid.PATCH_SIZE;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.mammobeam.exam.PixelPosition;
import org.mammobeam.image.FloatImage;

/**
 * Heatmaps out of a grid and what the network says of its patches: every pixel is the mean over the
 * patches that cover it.
 *
 * <p>The mean changes only where a patch begins or ends, so it is computed once for every cell
 * between such lines, adding in patch order and in single precision as the reference does for every
 * pixel.
 *
 * @param malignant probabilities of malignant findings, in common orientation
 * @param benign probabilities of benign findings, in common orientation
 */
public record HeatmapRaster(FloatImage malignant, FloatImage benign) {
  /** Classes that the patch network tells apart. */
  public static final int CLASSES = 4;

  private static final int MALIGNANT = 0;
  private static final int BENIGN = 1;

  /**
   * Paints both heatmaps of an image.
   *
   * @param probabilities (patches, 4) in the grid's order: malignant, benign and two unused ones
   */
  public static HeatmapRaster of(PatchGrid grid, float[] probabilities) {
    if (probabilities.length != grid.size() * CLASSES) {
      throw new IllegalArgumentException(
          probabilities.length + " probabilities for " + grid.size() + " patches");
    }
    return new HeatmapRaster(
        paint(grid, probabilities, MALIGNANT), paint(grid, probabilities, BENIGN));
  }

  private static FloatImage paint(PatchGrid grid, float[] probabilities, int label) {
    int width = grid.width();
    float[] pixels = new float[grid.height() * width];
    int[] rowLines = lines(IntStream.range(0, grid.rows()).map(grid::top));
    int[] columnLines = lines(IntStream.range(0, grid.columns()).map(grid::left));
    for (int band = 0; band + 1 < rowLines.length; band++) {
      int top = rowLines[band];
      int start = top * width;
      for (int cell = 0; cell + 1 < columnLines.length; cell++) {
        int left = columnLines[cell];
        float mean = mean(grid, probabilities, label, new PixelPosition(top, left));
        Arrays.fill(pixels, start + left, start + columnLines[cell + 1], mean);
      }
      for (int y = top + 1; y < rowLines[band + 1]; y++) {
        System.arraycopy(pixels, start, pixels, y * width, width);
      }
    }
    return FloatImage.of(grid.height(), width, pixels);
  }

  /** Where patches begin or end, in order. */
  private static int[] lines(IntStream starts) {
    return starts
        .flatMap(start -> IntStream.of(start, start + PATCH_SIZE))
        .sorted()
        .distinct()
        .toArray();
  }

  private static float mean(PatchGrid grid, float[] probabilities, int label, PixelPosition at) {
    float sum = 0;
    int count = 0;
    for (int column = 0; column < grid.columns(); column++) {
      if (covers(grid.left(column), at.x())) {
        for (int row = 0; row < grid.rows(); row++) {
          if (covers(grid.top(row), at.y())) {
            sum += probabilities[(column * grid.rows() + row) * CLASSES + label];
            count++;
          }
        }
      }
    }
    return sum / count;
  }

  private static boolean covers(int start, int position) {
    return start <= position && position < start + PATCH_SIZE;
  }
}
