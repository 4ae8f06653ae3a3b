package org.mammobeam.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What the first bytes of a PNG say of its pixels, checked before anything is allocated. */
record PngHeader(int width, int height, int bitDepth) {
  /** Signature and the IHDR chunk with its length, name and checksum. */
  static final int BYTES = 8 + 4 + 4 + 13 + 4;

  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int IHDR = 0x49484452;

  /** Longest side; keeps the two row buffers of a decoder small whatever a header claims. */
  private static final int MAX_SIDE = 65_535;

  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  /**
   * Reads the header of a grey image of 8 or 16 bits that is not interlaced.
   *
   * @param start the first bytes of the file, {@link #BYTES} of them unless the file is shorter
   * @throws MalformedDataException if it is another kind of file or image, or larger than allowed
   */
  static PngHeader parse(byte[] start, long maxPixels) throws MalformedDataException {
    if (start.length == 0) {
      throw new MalformedDataException("the file is empty");
    }
    ByteBuffer bytes = ByteBuffer.wrap(start);
    if (start.length < Long.BYTES || bytes.getLong() != SIGNATURE) {
      throw new MalformedDataException("not a PNG: it starts with " + printable(start));
    }
    if (start.length < BYTES) {
      throw new MalformedDataException("the PNG is cut off within its header");
    }
    if (bytes.getInt() != 13 || bytes.getInt() != IHDR) {
      throw new MalformedDataException("the PNG is damaged: it has no header chunk");
    }
    int width = bytes.getInt();
    int height = bytes.getInt();
    int bitDepth = bytes.get();
    checkKind(bytes.get(), bitDepth);
    if (bytes.getShort() != 0) {
      throw new MalformedDataException("the PNG is damaged: unknown compression or filter method");
    }
    if (bytes.get() != 0) {
      throw new MalformedDataException("interlaced PNG: save it without interlacing");
    }
    checkSize(width, height, maxPixels);
    return new PngHeader(width, height, bitDepth);
  }

  /** Bytes of all rows, each with the byte that names its filter. */
  long rawBytes() {
    return (1L + (long) width * (bitDepth / 8)) * height;
  }

  private static void checkKind(int colourType, int bitDepth) throws MalformedDataException {
    String kind =
        switch (colourType) {
          case 0 -> "grey";
          case 2 -> "colour";
          case 3 -> "palette";
          case 4 -> "grey with transparency";
          case 6 -> "colour with transparency";
          default -> throw new MalformedDataException("the PNG is damaged: unknown colour type");
        };
    if (colourType != 0 || (bitDepth != 8 && bitDepth != 16)) {
      throw new MalformedDataException(
          "%d bit %s PNG: mammograms are read from grey PNGs of 8 or 16 bits"
              .formatted(bitDepth, kind));
    }
  }

  private static void checkSize(int width, int height, long maxPixels)
      throws MalformedDataException {
    if (width < 1 || height < 1) {
      throw new MalformedDataException("the PNG is damaged: it claims to have no pixels");
    }
    if (width > MAX_SIDE
        || height > MAX_SIDE
        || (long) width * height > Math.min(maxPixels, MAX_ARRAY)) {
      throw new MalformedDataException(
          "PNG of %d x %d pixels: at most %.1f megapixels and %d pixels a side are read"
              .formatted(width, height, maxPixels / 1e6, MAX_SIDE));
    }
  }

  private static String printable(byte[] start) {
    String text = new String(start, 0, Math.min(16, start.length), StandardCharsets.ISO_8859_1);
    return '"' + text.replaceAll("[^ -~]", "?") + '"';
  }
}
