package org.mammobeam.algorithm;

import java.util.Arrays;
import org.mammobeam.image.FloatImage;

/**
 * The grey values of a screen: a range of pixel values spread over black to white.
 *
 * @param black the value that is shown black, and all below
 * @param white the value that is shown white, and all above
 */
public record DisplayWindow(float black, float white) {
  private static final double DARKEST = 0.002;
  private static final double BRIGHTEST = 0.998;

  /** The window that shows all but the darkest and brightest few pixels that are not zero. */
  public static DisplayWindow of(FloatImage image) {
    float[] values = image.pixels().clone();
    Arrays.sort(values);
    int first = Arrays.binarySearch(values, Float.MIN_VALUE);
    first = first < 0 ? -first - 1 : first;
    int count = values.length - first;
    if (count == 0) {
      return new DisplayWindow(0, 1);
    }
    float black = values[first + (int) (DARKEST * (count - 1))];
    float white = values[first + (int) (BRIGHTEST * (count - 1))];
    return new DisplayWindow(black, Math.max(white, black + 1));
  }

  /** The grey value, 0 to 255, of a pixel value. */
  public int grey(float value) {
    float share = (value - black) / (white - black);
    return Math.round(255 * Math.max(0, Math.min(1, share)));
  }
}
