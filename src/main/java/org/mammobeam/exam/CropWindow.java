package org.mammobeam.exam;

import java.io.Serializable;

/**
 * The part of the stored image that was kept: rows [top, bottom), columns [left, right). The
 * reference calls it window_location.
 */
public record CropWindow(int top, int bottom, int left, int right) implements Serializable {
  public int height() {
    return bottom - top;
  }

  public int width() {
    return right - left;
  }
}
