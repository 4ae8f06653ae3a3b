package org.mammobeam.algorithm;

import org.mammobeam.image.FloatImage;
import org.mammobeam.image.GrayImage;

/** Brings stored images into the orientation of the classifier: every breast points right. */
public final class CommonOrientation {
  private CommonOrientation() {}

  /**
   * Raw values as floats, mirrored where the stored breast points left.
   *
   * @param pointsRight whether the breast points to the right edge of the stored image
   */
  public static FloatImage of(GrayImage stored, boolean pointsRight) {
    int width = stored.width();
    short[] pixels = stored.pixels();
    float[] oriented = new float[pixels.length];
    for (int row = 0; row < pixels.length; row += width) {
      if (pointsRight) {
        for (int x = 0; x < width; x++) {
          oriented[row + x] = pixels[row + x] & 0xFFFF;
        }
      } else {
        int end = row + width - 1;
        for (int x = 0; x < width; x++) {
          oriented[row + x] = pixels[end - x] & 0xFFFF;
        }
      }
    }
    return FloatImage.of(stored.height(), width, oriented);
  }
}
