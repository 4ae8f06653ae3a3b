package org.mammobeam.image;

import java.util.Objects;

/**
 * A grey image of unsigned 8 or 16 bit values, widened to 16 bits.
 *
 * <p>Pixels lie in raster order: rows from the top, in each row columns from the left, so that the
 * value at (y, x) is {@code pixels()[y * width() + x] & 0xFFFF}. The array is shared, not copied:
 * whoever receives an image must not write to it.
 */
public final class GrayImage {
  private final int height;
  private final int width;
  private final int bitDepth;
  private final short[] pixels;

  private GrayImage(int height, int width, int bitDepth, short[] pixels) {
    this.height = height;
    this.width = width;
    this.bitDepth = bitDepth;
    this.pixels = pixels;
  }

  /**
   * Wraps pixels without a copy.
   *
   * @param height rows, at least 1
   * @param width columns, at least 1
   * @param bitDepth 8 or 16: how the image was stored and is stored again
   * @param pixels {@code height * width} unsigned values in raster order
   */
  public static GrayImage of(int height, int width, int bitDepth, short[] pixels) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("empty image: " + height + " x " + width);
    }
    if (bitDepth != 8 && bitDepth != 16) {
      throw new IllegalArgumentException("bit depth is 8 or 16, not " + bitDepth);
    }
    if (pixels.length != Math.multiplyExact(height, width)) {
      throw new IllegalArgumentException(
          pixels.length + " pixels for " + height + " x " + width + " image");
    }
    return new GrayImage(height, width, bitDepth, pixels);
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Bits of a stored pixel: 8 or 16. */
  public int bitDepth() {
    return bitDepth;
  }

  /** The pixels in raster order, shared. */
  public short[] pixels() {
    return pixels;
  }

  /** The unsigned value at row {@code y}, column {@code x}. */
  public int at(int y, int x) {
    Objects.checkIndex(x, width);
    return pixels[y * width + x] & 0xFFFF;
  }

  /** Copies rows [top, bottom) and columns [left, right). */
  public GrayImage crop(int top, int bottom, int left, int right) {
    Objects.checkFromToIndex(top, bottom, height);
    Objects.checkFromToIndex(left, right, width);
    int cropWidth = right - left;
    short[] cropped = new short[(bottom - top) * cropWidth];
    for (int y = top; y < bottom; y++) {
      System.arraycopy(pixels, y * width + left, cropped, (y - top) * cropWidth, cropWidth);
    }
    return new GrayImage(bottom - top, cropWidth, bitDepth, cropped);
  }

  /** Copies the image with left and right exchanged. */
  public GrayImage mirrored() {
    short[] mirrored = new short[pixels.length];
    for (int row = 0; row < pixels.length; row += width) {
      for (int x = 0; x < width; x++) {
        mirrored[row + x] = pixels[row + width - 1 - x];
      }
    }
    return new GrayImage(height, width, bitDepth, mirrored);
  }
}
