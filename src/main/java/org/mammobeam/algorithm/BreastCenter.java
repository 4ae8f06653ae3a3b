package org.mammobeam.algorithm;

import org.mammobeam.exam.BreastOutline;
import org.mammobeam.exam.PixelPosition;
import org.mammobeam.exam.Projection;
import org.mammobeam.image.GrayImage;

/**
 * The centre of the classifier's window on a crop, in common orientation. It may lie outside of a
 * small crop.
 */
public final class BreastCenter {
  private BreastCenter() {}

  /**
   * Finds the centre.
   *
   * @param crop in the stored orientation
   * @param pointsRight whether the breast points to the right edge of the stored image
   */
  public static PixelPosition find(
      GrayImage crop, boolean pointsRight, Projection projection, BreastOutline outline) {
    int x = outline.rightmostColumn() - projection.windowWidth() / 2 - 1;
    int y =
        switch (projection) {
          case CC -> craniocaudalRow(crop, pointsRight, x);
          case MLO -> mediolateralObliqueRow(crop, pointsRight, outline.bottommostRow());
        };
    return new PixelPosition(y, x);
  }

  /** The window ends with the breast, or with the last pixel on the side to which it points. */
  private static int mediolateralObliqueRow(GrayImage crop, boolean pointsRight, int bottommost) {
    int bottom = bottommost;
    int columns = Math.min(Projection.MLO.windowWidth(), crop.width());
    int left = pointsRight ? crop.width() - columns : 0;
    for (int y = crop.height() - 1; y >= 0; y--) {
      if (countNonzero(crop, y, left, left + columns) > 0) {
        bottom = Math.min(bottom, y);
        break;
      }
    }
    return bottom - Projection.MLO.windowHeight() / 2 - 1;
  }

  /** The window with the most nonzero pixels; then that nearest to the middle; then the upper. */
  private static int craniocaudalRow(GrayImage crop, boolean pointsRight, int x) {
    int height = crop.height();
    int above = Projection.CC.windowHeight() / 2;
    int below = Projection.CC.windowHeight() - above;
    int first = above;
    int last = height - below;
    if (first >= last) {
      return height / 2;
    }
    long[] nonzeroAbove = nonzeroAbove(crop, pointsRight, x);
    int best = first;
    long most = -1;
    for (int y = first; y <= last; y++) {
      long count = nonzeroAbove[y + below] - nonzeroAbove[y - above];
      boolean nearer = Math.abs(y - height / 2) < Math.abs(best - height / 2);
      if (count > most || (count == most && nearer)) {
        most = count;
        best = y;
      }
    }
    return best;
  }

  /** Nonzero pixels above each row in the window's columns around x, with the sum at the end. */
  private static long[] nonzeroAbove(GrayImage crop, boolean pointsRight, int x) {
    int windowWidth = Projection.CC.windowWidth();
    // A window that begins left of the image is moved right, not cut.
    int begin = Math.max(0, x - windowWidth / 2);
    int end = Math.min(crop.width(), begin + windowWidth);
    int left = pointsRight ? begin : crop.width() - end;
    long[] nonzeroAbove = new long[crop.height() + 1];
    for (int y = 0; y < crop.height(); y++) {
      nonzeroAbove[y + 1] = nonzeroAbove[y] + countNonzero(crop, y, left, left + end - begin);
    }
    return nonzeroAbove;
  }

  private static int countNonzero(GrayImage crop, int y, int left, int right) {
    short[] pixels = crop.pixels();
    int row = y * crop.width();
    int count = 0;
    for (int i = row + left; i < row + right; i++) {
      count += pixels[i] == 0 ? 0 : 1;
    }
    return count;
  }
}
