package org.mammobeam.codec;

import ar.com.hjg.pngj.FilterType;
import ar.com.hjg.pngj.ImageInfo;
import ar.com.hjg.pngj.PngWriter;
import ar.com.hjg.pngj.PngjOutputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.mammobeam.image.GrayImage;

/**
 * Grey PNGs of 8 or 16 bits, decoded in streaming rows.
 *
 * <p>Pixel values are kept as they are: no gamma, no scaling, whatever ancillary chunks say.
 * Streams are read to their end and not closed.
 */
public final class GrayPng {
  /** Larger images are refused unless the caller allows them. */
  public static final long DEFAULT_MAX_PIXELS = 100_000_000;

  private static final int BUFFER_BYTES = 1 << 16;

  /** Level 6 takes twice as long for two or three hundredths of the size of a mammogram. */
  private static final int FAST = 1;

  private GrayPng() {}

  /** Reads an image of at most {@link #DEFAULT_MAX_PIXELS}. */
  public static GrayImage read(InputStream in) throws IOException, MalformedDataException {
    return read(in, DEFAULT_MAX_PIXELS);
  }

  /**
   * Reads an image; memory grows with the rows that were decoded, not with what the header claims.
   *
   * @param in a whole PNG file and nothing else
   * @param maxPixels width times height above which the image is refused
   * @throws MalformedDataException if it is no grey PNG of 8 or 16 bits, is interlaced, too large,
   *     cut off or damaged, or if other bytes follow it
   */
  public static GrayImage read(InputStream in, long maxPixels)
      throws IOException, MalformedDataException {
    byte[] start = in.readNBytes(PngHeader.BYTES);
    PngHeader header = PngHeader.parse(start, maxPixels);
    PngRowReader rows = new PngRowReader(header);
    try {
      rows.feed(start, start.length);
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        rows.feed(buffer, length);
      }
      return rows.image();
    } finally {
      rows.close();
    }
  }

  /**
   * Writes an image with its bit depth; equal images give equal bytes.
   *
   * @param out receives the file; not closed
   */
  public static void write(GrayImage image, OutputStream out) throws IOException {
    ImageInfo info =
        new ImageInfo(image.width(), image.height(), image.bitDepth(), false, true, false);
    GrayPngLine line = new GrayPngLine(image);
    try {
      PngWriter writer = new PngWriter(out, info);
      writer.setShouldCloseStream(false);
      writer.setFilterType(FilterType.FILTER_UP);
      writer.setCompLevel(FAST);
      for (int y = 0; y < image.height(); y++) {
        line.moveTo(y);
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
