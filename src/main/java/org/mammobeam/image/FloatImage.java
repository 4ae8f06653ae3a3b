package org.mammobeam.image;

/**
 * An image of 32 bit floats with one channel.
 *
 * <p>Pixels lie in raster order, as in {@link GrayImage}. The array is shared, not copied.
 */
public final class FloatImage {
  private final int height;
  private final int width;
  private final float[] pixels;

  private FloatImage(int height, int width, float[] pixels) {
    this.height = height;
    this.width = width;
    this.pixels = pixels;
  }

  /** Wraps {@code height * width} values in raster order without a copy. */
  public static FloatImage of(int height, int width, float[] pixels) {
    if (height < 1 || width < 1 || pixels.length != Math.multiplyExact(height, width)) {
      throw new IllegalArgumentException(
          pixels.length + " pixels for " + height + " x " + width + " image");
    }
    return new FloatImage(height, width, pixels);
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** The pixels in raster order, shared. */
  public float[] pixels() {
    return pixels;
  }

  /** Copies the image with left and right exchanged. */
  public FloatImage mirrored() {
    float[] mirrored = new float[pixels.length];
    for (int row = 0; row < pixels.length; row += width) {
      for (int x = 0; x < width; x++) {
        mirrored[row + x] = pixels[row + width - 1 - x];
      }
    }
    return new FloatImage(height, width, mirrored);
  }
}
