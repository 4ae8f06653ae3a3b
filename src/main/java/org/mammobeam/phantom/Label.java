package org.mammobeam.phantom;

import java.util.Map;
import org.mammobeam.exam.View;

/** Burns the name of the view into the background, as acquisition stations do. */
final class Label {
  private static final int GLYPH_HEIGHT = 7;
  private static final int GLYPH_WIDTH = 5;
  private static final short WHITE = 4095;

  /** Seven rows of five bits, the leftmost highest. */
  private static final Map<Character, int[]> GLYPHS =
      Map.of(
          'L', new int[] {16, 16, 16, 16, 16, 16, 31},
          'R', new int[] {30, 17, 17, 30, 20, 18, 17},
          'C', new int[] {14, 17, 16, 16, 16, 17, 14},
          'M', new int[] {17, 27, 21, 21, 17, 17, 17},
          'O', new int[] {14, 17, 17, 17, 17, 17, 14},
          ' ', new int[] {0, 0, 0, 0, 0, 0, 0});

  private Label() {}

  /**
   * Writes the label over background pixels in the upper corner away from the chest wall.
   *
   * @param pixels in raster order, as stored
   */
  static void burn(View view, boolean pointsRight, PhantomSize size, short[] pixels) {
    String text = view.label().replace('-', ' ');
    int dot = Math.max(2, size.height() / 420);
    int length = text.length() * (GLYPH_WIDTH + 1) * dot;
    int top = size.height() / 24;
    int left = pointsRight ? size.width() - size.width() / 16 - length : size.width() / 16;
    for (int i = 0; i < text.length(); i++) {
      int[] glyph = GLYPHS.get(text.charAt(i));
      if (glyph == null) {
        throw new IllegalArgumentException("no glyph for " + text);
      }
      for (int y = 0; y < GLYPH_HEIGHT * dot; y++) {
        for (int x = 0; x < GLYPH_WIDTH * dot; x++) {
          boolean ink = ((glyph[y / dot] >> (GLYPH_WIDTH - 1 - x / dot)) & 1) == 1;
          int at = (top + y) * size.width() + left + i * (GLYPH_WIDTH + 1) * dot + x;
          if (ink && pixels[at] == 0) {
            pixels[at] = WHITE;
          }
        }
      }
    }
  }
}
