package org.mammobeam.algorithm;

import java.util.Arrays;
import org.mammobeam.exam.UnprocessableExamException;

/**
 * Where the patches of one cropped image lie, in common orientation.
 *
 * <p>Patches overlap so that they cover the image to its edges. They are numbered as the reference
 * feeds them to the network: columns of patches from the left, in each the patches from the top.
 */
public final class PatchGrid {
  /** Rows and columns of a patch. */
  public static final int PATCH_SIZE = 256;

  /** The greatest distance between neighbours. */
  public static final int NOMINAL_STRIDE = 70;

  /** The seed of the reference's draws. */
  public static final int REFERENCE_SEED = 0;

  private final int[] tops;
  private final int[] lefts;

  private PatchGrid(int[] tops, int[] lefts) {
    this.tops = tops;
    this.lefts = lefts;
  }

  /**
   * Draws the grid of one image. An exam shares one random stream: images are drawn in the order of
   * the views and, in a view, of its images.
   *
   * @param height rows of the crop
   * @param width columns of the crop
   * @throws UnprocessableExamException where a patch does not fit into the image
   */
  public static PatchGrid draw(int height, int width, PythonRandom random)
      throws UnprocessableExamException {
    if (height < PATCH_SIZE || width < PATCH_SIZE) {
      throw new UnprocessableExamException(
          "cropped image is %d x %d pixels, smaller than a patch of %d x %d"
              .formatted(height, width, PATCH_SIZE, PATCH_SIZE));
    }
    int[] tops = positions(drawStrides(height, random));
    int[] lefts = positions(drawStrides(width, random));
    return new PatchGrid(tops, lefts);
  }

  /**
   * The grid with these distances between neighbours, as {@link #rowStrides} and {@link
   * #columnStrides} give them.
   */
  public static PatchGrid of(int[] rowStrides, int[] columnStrides) {
    return new PatchGrid(positions(rowStrides), positions(columnStrides));
  }

  /** Even strides of at most the nominal one; those one shorter are drawn. */
  private static int[] drawStrides(int size, PythonRandom random) {
    int whole = (size - PATCH_SIZE) / NOMINAL_STRIDE;
    int rest = (size - PATCH_SIZE) % NOMINAL_STRIDE;
    int steps = rest == 0 ? whole : whole + 1;
    int[] strides = new int[steps];
    if (rest == 0) {
      Arrays.fill(strides, NOMINAL_STRIDE);
      return strides;
    }
    int excess = NOMINAL_STRIDE - rest;
    Arrays.fill(strides, NOMINAL_STRIDE - excess / steps);
    for (int shorter : random.sample(steps, excess % steps)) {
      strides[shorter]--;
    }
    return strides;
  }

  private static int[] positions(int[] strides) {
    int[] positions = new int[strides.length + 1];
    for (int i = 0; i < strides.length; i++) {
      if (strides[i] < 1 || strides[i] > PATCH_SIZE) {
        throw new IllegalArgumentException("patches with strides that leave gaps: " + strides[i]);
      }
      positions[i + 1] = positions[i] + strides[i];
    }
    return positions;
  }

  private static int[] strides(int[] positions) {
    int[] strides = new int[positions.length - 1];
    for (int i = 0; i < strides.length; i++) {
      strides[i] = positions[i + 1] - positions[i];
    }
    return strides;
  }

  /** Patches in all. */
  public int size() {
    return tops.length * lefts.length;
  }

  /** Rows of patches. */
  public int rows() {
    return tops.length;
  }

  /** Columns of patches. */
  public int columns() {
    return lefts.length;
  }

  /** Top row of the patches in a row of patches. */
  public int top(int row) {
    return tops[row];
  }

  /** Left column of the patches in a column of patches. */
  public int left(int column) {
    return lefts[column];
  }

  /** Rows of the image that the grid covers. */
  public int height() {
    return tops[tops.length - 1] + PATCH_SIZE;
  }

  /** Columns of the image that the grid covers. */
  public int width() {
    return lefts[lefts.length - 1] + PATCH_SIZE;
  }

  /** Distances from patch to patch downwards; a copy. */
  public int[] rowStrides() {
    return strides(tops);
  }

  /** Distances from patch to patch to the right; a copy. */
  public int[] columnStrides() {
    return strides(lefts);
  }
}
