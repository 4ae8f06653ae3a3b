package org.mammobeam.stage;

import org.mammobeam.algorithm.DisplayWindow;
import org.mammobeam.image.FloatImage;

/** Paints images for screens, as 0xAARRGGBB in raster order. */
final class Overlay {
  private static final int OPAQUE = 0xFF000000;

  /** Share of the colour where the network is certain: what lies below stays visible. */
  private static final float STRONGEST = 0.55f;

  private Overlay() {}

  /** The image alone. */
  static int[] grey(FloatImage image) {
    DisplayWindow window = DisplayWindow.of(image);
    float[] pixels = image.pixels();
    int[] colors = new int[pixels.length];
    for (int i = 0; i < colors.length; i++) {
      colors[i] = OPAQUE | window.grey(pixels[i]) * 0x010101;
    }
    return colors;
  }

  /** One heatmap alone, the more opaque the higher the probability. */
  static int[] layer(FloatImage probabilities, int color) {
    float[] pixels = probabilities.pixels();
    int[] colors = new int[pixels.length];
    for (int i = 0; i < colors.length; i++) {
      colors[i] = Math.round(255 * opacity(pixels[i])) << 24 | color;
    }
    return colors;
  }

  /** Lays a heatmap over opaque colours of the same shape. */
  static void lay(FloatImage probabilities, int color, int[] colors) {
    float[] pixels = probabilities.pixels();
    for (int i = 0; i < colors.length; i++) {
      colors[i] = mix(colors[i], color, opacity(pixels[i]));
    }
  }

  /** A mixture of two colours that is opaque. */
  static int mix(int below, int above, float share) {
    int mixed = OPAQUE;
    for (int shift = 0; shift <= 16; shift += 8) {
      int from = below >> shift & 0xFF;
      int to = above >> shift & 0xFF;
      mixed |= Math.round(from + (to - from) * share) << shift;
    }
    return mixed;
  }

  /** Opacity of the colour of a probability. */
  static float opacity(float probability) {
    return STRONGEST * Math.max(0, Math.min(1, probability));
  }
}
