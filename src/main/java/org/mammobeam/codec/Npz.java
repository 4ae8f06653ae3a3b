package org.mammobeam.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** NumPy's file of several named arrays: a zip of {@link Npy} files. Streams are not closed. */
public final class Npz {
  private static final String EXTENSION = ".npy";
  private static final int MAX_ARRAYS = 1000;
  private static final int END_BYTES = 22;
  private static final int END_SIGNATURE = 0x06054b50;

  /** The first moment that a zip can tell; a real one would make equal arrays differ. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Npz() {}

  /**
   * Reads a stream that holds named arrays, compressed or not, and nothing else.
   *
   * @param maxBytes of the file, and of the numbers of all arrays, above which it is refused
   * @return the arrays by their names, in the order of the file
   * @throws MalformedDataException if it is no such file, cut off, damaged or too large
   */
  public static Map<String, NpyArray> read(InputStream in, long maxBytes)
      throws IOException, MalformedDataException {
    int most = (int) Math.min(maxBytes, Integer.MAX_VALUE - 9);
    byte[] file = in.readNBytes(most + 1);
    if (file.length > most) {
      throw new MalformedDataException("NumPy archive of more than " + most + " bytes");
    }
    try {
      Map<String, NpyArray> arrays = arrays(file, maxBytes);
      checkEnd(file, arrays.size());
      return arrays;
    } catch (IOException e) {
      // The bytes are in memory: this is the zip reader's way to say what is wrong with them.
      throw new MalformedDataException("the NumPy archive is damaged: " + e.getMessage(), e);
    }
  }

  /**
   * Writes arrays uncompressed; equal arrays in the same order give equal bytes.
   *
   * @param arrays by names that hold no path
   */
  public static void write(Map<String, NpyArray> arrays, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Npy.write(array.getValue(), bytes);
      CRC32 checksum = new CRC32();
      checksum.update(bytes.toByteArray());
      ZipEntry entry = new ZipEntry(array.getKey() + EXTENSION);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(bytes.size());
      entry.setCrc(checksum.getValue());
      entry.setTimeLocal(NO_TIME);
      zip.putNextEntry(entry);
      bytes.writeTo(zip);
      zip.closeEntry();
    }
    zip.finish();
    zip.flush();
  }

  private static Map<String, NpyArray> arrays(byte[] file, long maxBytes)
      throws IOException, MalformedDataException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    long left = maxBytes;
    ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file));
    for (ZipEntry entry = next(zip); entry != null; entry = next(zip)) {
      String name = name(entry.getName());
      NpyArray array = Npy.read(zip, left);
      left -= array.data().length;
      if (arrays.put(name, array) != null) {
        throw new MalformedDataException("NumPy archive with two arrays " + name);
      }
      if (arrays.size() > MAX_ARRAYS) {
        throw new MalformedDataException("NumPy archive of more than " + MAX_ARRAYS + " arrays");
      }
    }
    return arrays;
  }

  private static @Nullable ZipEntry next(ZipInputStream zip)
      throws IOException, MalformedDataException {
    try {
      return zip.getNextEntry();
    } catch (IllegalArgumentException e) {
      throw new MalformedDataException("NumPy archive with a name that is not UTF-8", e);
    }
  }

  private static String name(String entry) throws MalformedDataException {
    if (!entry.endsWith(EXTENSION) || !entry.matches("[ -.0-\\[\\]-~]{5,200}")) {
      throw new MalformedDataException(
          "NumPy archive with an entry that is no array: " + entry.replaceAll("[^ -~]", "?"));
    }
    return entry.substring(0, entry.length() - EXTENSION.length());
  }

  // Entries are read as they come; the directory behind them tells whether they are all.
  private static void checkEnd(byte[] file, int arrays) throws MalformedDataException {
    int end = file.length - END_BYTES;
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (end < 0 || bytes.getInt(end) != END_SIGNATURE || bytes.getShort(end + 10) != arrays) {
      throw new MalformedDataException("the NumPy archive is cut off or damaged");
    }
  }
}
