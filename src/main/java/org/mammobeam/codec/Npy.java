package org.mammobeam.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's file of one array, format version 1.0.
 *
 * <p>Read are the types of {@link NpyArray} in little-endian C order; objects, which would be
 * pickles, are not. Streams are not closed.
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;
  private static final int MAX_HEADER = 4096;
  private static final int MAX_AXES = 8;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([^']{1,20})', 'fortran_order': (True|False), "
              + "'shape': \\(([0-9, ]{0,200})\\), \\} *\n");

  private Npy() {}

  /**
   * Reads a stream that holds one array and nothing else.
   *
   * @param maxBytes of the numbers, above which the array is refused
   * @throws MalformedDataException if it is no such array, cut off, too large, or followed by other
   *     data
   */
  public static NpyArray read(InputStream in, long maxBytes)
      throws IOException, MalformedDataException {
    byte[] start = in.readNBytes(MAGIC.length + Short.BYTES);
    if (start.length < MAGIC.length + Short.BYTES
        || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new MalformedDataException("no NumPy array of format version 1.0");
    }
    int length =
        ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getShort(MAGIC.length) & 0xFFFF;
    if (length > MAX_HEADER) {
      throw new MalformedDataException("NumPy array with a header of " + length + " bytes");
    }
    String header = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches()) {
      throw new MalformedDataException("NumPy array with a damaged header");
    }
    if (matcher.group(2).equals("True")) {
      throw new MalformedDataException("NumPy array in Fortran order");
    }
    return read(in, type(matcher.group(1)), shape(matcher.group(3)), maxBytes);
  }

  /** Writes an array; equal arrays give equal bytes, the same as NumPy's own. */
  public static void write(NpyArray array, OutputStream out) throws IOException {
    StringBuilder shape = new StringBuilder();
    for (int size : array.shape()) {
      shape.append(shape.length() == 0 ? "" : ", ").append(size);
    }
    String comma = array.shape().length == 1 ? "," : "";
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(array.type().description(), shape, comma);
    int unpadded = MAGIC.length + Short.BYTES + header.length() + 1;
    int padding = Math.floorMod(-unpadded, ALIGNMENT);
    int length = header.length() + padding + 1;
    out.write(MAGIC);
    out.write(length & 0xFF);
    out.write(length >>> 8);
    out.write((header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1));
    out.write(array.data());
  }

  private static NpyArray read(InputStream in, NpyArray.Type type, int[] shape, long maxBytes)
      throws IOException, MalformedDataException {
    long length = type.bytes();
    for (int size : shape) {
      length *= size;
      // Sizes are below 2^31 and the limit is kept at every axis, so nothing overflows.
      if (length > Math.min(maxBytes, Integer.MAX_VALUE - 8)) {
        throw new MalformedDataException("NumPy array of more than " + maxBytes + " bytes");
      }
    }
    byte[] data = in.readNBytes((int) length);
    if (data.length < length) {
      throw new MalformedDataException(
          "NumPy array cut off after %d of %d bytes".formatted(data.length, length));
    }
    if (in.read() >= 0) {
      throw new MalformedDataException("NumPy array followed by other data");
    }
    return new NpyArray(type, shape, data);
  }

  private static NpyArray.Type type(String description) throws MalformedDataException {
    for (NpyArray.Type type : NpyArray.Type.values()) {
      if (type.description().equals(description)) {
        return type;
      }
    }
    throw new MalformedDataException("NumPy array of " + description + " instead of numbers");
  }

  private static int[] shape(String list) throws MalformedDataException {
    if (list.isEmpty()) {
      return new int[0];
    }
    String[] sizes = list.replaceFirst(",$", "").split(", ?", -1);
    if (sizes.length > MAX_AXES) {
      throw new MalformedDataException("NumPy array of " + sizes.length + " axes");
    }
    int[] shape = new int[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      try {
        shape[i] = Integer.parseInt(sizes[i]);
      } catch (NumberFormatException e) {
        throw new MalformedDataException("NumPy array with an axis that is no size", e);
      }
    }
    return shape;
  }
}
