package org.mammobeam.phantom;

import org.mammobeam.image.GrayImage;

/**
 * Makes another image of an image at the cost of one pass: a little brighter or darker, with other
 * noise. For tests of load, which need many exams that differ but not many women.
 *
 * @param seed equal seeds give equal images
 */
public record ImageVariation(long seed) {
  private static final int NOISE = 6;
  private static final int FIXED_POINT = 16;

  /** Varies every pixel but those of the background, which stay 0; outlines stay as they are. */
  public GrayImage apply(GrayImage image) {
    Draws draws = new Draws(seed);
    long gain = (long) ((1 << FIXED_POINT) * draws.between(0.93, 1.05));
    short[] pixels = image.pixels();
    short[] varied = new short[pixels.length];
    int most = (1 << image.bitDepth()) - 1;
    for (int i = 0; i < pixels.length; i++) {
      int value = pixels[i] & 0xFFFF;
      if (value > 0) {
        int noise = draws.below(2 * NOISE + 1) - NOISE;
        int changed = (int) ((value * gain) >> FIXED_POINT) + noise;
        varied[i] = (short) Math.max(1, Math.min(most, changed));
      }
    }
    return GrayImage.of(image.height(), image.width(), image.bitDepth(), varied);
  }
}
