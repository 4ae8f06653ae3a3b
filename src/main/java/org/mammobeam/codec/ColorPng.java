package org.mammobeam.codec;

import ar.com.hjg.pngj.FilterType;
import ar.com.hjg.pngj.ImageInfo;
import ar.com.hjg.pngj.ImageLineHelper;
import ar.com.hjg.pngj.ImageLineInt;
import ar.com.hjg.pngj.PngWriter;
import ar.com.hjg.pngj.PngjOutputException;
import java.io.IOException;
import java.io.OutputStream;

/** Colour PNGs for screens, 8 bits a channel. */
public final class ColorPng {
  private static final int COMPRESSION = 6;

  private ColorPng() {}

  /**
   * Writes an image; equal images give equal bytes.
   *
   * @param width columns
   * @param colors in raster order as 0xAARRGGBB
   * @param alpha whether opacity is written; else all is opaque
   * @param out receives the file; not closed
   */
  public static void write(int width, int[] colors, boolean alpha, OutputStream out)
      throws IOException {
    int height = colors.length / width;
    ImageInfo info = new ImageInfo(width, height, 8, alpha);
    ImageLineInt line = new ImageLineInt(info);
    try {
      PngWriter writer = new PngWriter(out, info);
      writer.setShouldCloseStream(false);
      writer.setFilterType(FilterType.FILTER_UP);
      writer.setCompLevel(COMPRESSION);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int color = colors[y * width + x];
          if (alpha) {
            ImageLineHelper.setPixelRGBA8(line, x, color);
          } else {
            ImageLineHelper.setPixelRGB8(line, x, color);
          }
        }
        writer.writeRow(line);
      }
      writer.end();
    } catch (PngjOutputException e) {
      if (e.getCause() instanceof IOException trouble) {
        throw trouble;
      }
      throw e;
    }
  }
}
