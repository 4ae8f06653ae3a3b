package org.mammobeam.stage;

import java.util.Arrays;

/**
 * The strip below an overlay that says which colour means what: for each finding a bar from
 * probability 0 to 1, as the colours look on middle grey. Its letters are its own, since fonts are
 * not there on every machine and differ between machines.
 */
final class ColourScale {
  /** Rows of the strip. */
  static final int HEIGHT = 44;

  private static final int BACKGROUND = 0xFF101418;
  private static final int INK = 0xFFC8D0D8;
  private static final int TISSUE = 0xFF808080;
  private static final int MARGIN = 10;
  private static final int BAR_HEIGHT = 10;
  private static final int LONGEST_BAR = 160;
  private static final int GLYPH_ROWS = 7;
  private static final int GLYPH_COLUMNS = 5;
  private static final int LETTER = GLYPH_COLUMNS + 1;
  private static final String LETTERS = "MALIGNTBE01";

  /** Seven rows of five pixels each, the first row in the highest bits. */
  private static final long[] GLYPHS = {
    glyph("10001 11011 10101 10101 10001 10001 10001"),
    glyph("01110 10001 10001 11111 10001 10001 10001"),
    glyph("10000 10000 10000 10000 10000 10000 11111"),
    glyph("01110 00100 00100 00100 00100 00100 01110"),
    glyph("01110 10001 10000 10111 10001 10001 01110"),
    glyph("10001 11001 10101 10101 10011 10001 10001"),
    glyph("11111 00100 00100 00100 00100 00100 00100"),
    glyph("11110 10001 10001 11110 10001 10001 11110"),
    glyph("11111 10000 10000 11110 10000 10000 11111"),
    glyph("01110 10001 10011 10101 11001 10001 01110"),
    glyph("00100 01100 00100 00100 00100 00100 01110"),
  };

  private final int[] colors;
  private final int width;

  private ColourScale(int width) {
    this.colors = new int[HEIGHT * width];
    this.width = width;
    Arrays.fill(colors, BACKGROUND);
  }

  /** Paints the strip. */
  static int[] paint(int width, ColourMap map) {
    ColourScale scale = new ColourScale(width);
    scale.bar(6, "MALIGNANT", map.malignant());
    scale.bar(25, "BENIGN", map.benign());
    return scale.colors;
  }

  private static long glyph(String rows) {
    return Long.parseLong(rows.replace(" ", ""), 2);
  }

  private void bar(int top, String name, int color) {
    int left = MARGIN + 2 * LETTER;
    int length = Math.min(LONGEST_BAR, width - left - 12 * LETTER);
    text(top + 2, MARGIN, "0");
    for (int x = 0; x < length; x++) {
      int mixed = Overlay.mix(TISSUE, color, Overlay.opacity((float) x / (length - 1)));
      for (int y = top; y < top + BAR_HEIGHT; y++) {
        set(y, left + x, mixed);
      }
    }
    text(top + 2, left + Math.max(0, length) + LETTER, "1 " + name);
  }

  private void text(int top, int left, String text) {
    for (int i = 0; i < text.length(); i++) {
      int letter = LETTERS.indexOf(text.charAt(i));
      for (int pixel = 0; letter >= 0 && pixel < GLYPH_ROWS * GLYPH_COLUMNS; pixel++) {
        if ((GLYPHS[letter] >> (GLYPH_ROWS * GLYPH_COLUMNS - 1 - pixel) & 1) == 1) {
          set(top + pixel / GLYPH_COLUMNS, left + i * LETTER + pixel % GLYPH_COLUMNS, INK);
        }
      }
    }
  }

  private void set(int y, int x, int color) {
    if (x < width) {
      colors[y * width + x] = color;
    }
  }
}
