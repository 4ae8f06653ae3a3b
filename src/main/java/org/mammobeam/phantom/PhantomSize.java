package org.mammobeam.phantom;

/**
 * The size of a phantom's images in pixels. Anatomy is laid out in millimetres on a detector that
 * is {@value #DETECTOR_MILLIMETRES} mm high, whatever its pixels.
 */
public record PhantomSize(int height, int width) {
  static final int DETECTOR_MILLIMETRES = 240;

  /** Small enough for a quick demo; the demo models were trained on this size. */
  public static final PhantomSize DEMO = new PhantomSize(1280, 960);

  /** A full-field digital detector. */
  public static final PhantomSize FULL = new PhantomSize(3328, 2560);

  private static final int LEAST_HEIGHT = 512;
  private static final int LEAST_WIDTH = 384;

  /**
   * @throws IllegalArgumentException if a breast that survives cropping (thicker than 201 pixels)
   *     has no place, or if the image has 2^31 pixels or more
   */
  public PhantomSize {
    if (height < LEAST_HEIGHT || width < LEAST_WIDTH || (long) height * width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "phantoms are at least %d x %d and have less than 2^31 pixels, not %d x %d"
              .formatted(LEAST_HEIGHT, LEAST_WIDTH, height, width));
    }
  }

  /** Millimetres per pixel. */
  double pitch() {
    return (double) DETECTOR_MILLIMETRES / height;
  }

  /** Width of the detector in millimetres. */
  double widthMillimetres() {
    return width * pitch();
  }
}
