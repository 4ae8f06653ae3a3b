package org.mammobeam.model.djl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.mammobeam.model.BundleException;
import org.mammobeam.model.Precision;

/**
 * A TorchScript archive with its weights in another number type.
 *
 * <p>Our graphs compute in the type of their weights, so this is all that a precision needs; the
 * bundle holds float32 only. An archive is a zip: a pickle that names the storage type, and an
 * entry of raw little-endian values per storage.
 */
final class PrecisionArchive {
  private static final String FLOAT_STORAGE = "torch\nFloatStorage\n";
  private static final Pattern OTHER_STORAGE = Pattern.compile("torch\n((?!Float)\\w+Storage)\n");

  private PrecisionArchive() {}

  /** Converts all weights; the archive itself for float32. */
  static byte[] of(byte[] archive, Precision precision) throws IOException {
    return switch (precision) {
      case FLOAT32 -> archive;
      case BF16 -> convert(archive, "torch\nBFloat16Storage\n", PrecisionArchive::toBfloat16);
      case FP16 -> convert(archive, "torch\nHalfStorage\n", PrecisionArchive::toHalf);
    };
  }

  private interface Rounding {
    short round(float value);
  }

  private static byte[] convert(byte[] archive, String storage, Rounding rounding)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(archive.length);
    try (ZipFile in =
            ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(archive))
                .get();
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipArchiveEntry entry : Collections.list(in.getEntries())) {
        byte[] content;
        try (InputStream stream = in.getInputStream(entry)) {
          content = stream.readAllBytes();
        }
        String inside = entry.getName().substring(entry.getName().indexOf('/') + 1);
        if (inside.equals("data.pkl")) {
          content = renamed(content, storage);
        } else if (inside.startsWith("data/")) {
          content = rounded(content, rounding);
        }
        store(out, entry.getName(), content);
      }
    }
    return bytes.toByteArray();
  }

  private static void store(ZipOutputStream out, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }

  private static byte[] renamed(byte[] pickle, String storage) throws BundleException {
    String text = new String(pickle, StandardCharsets.ISO_8859_1);
    Matcher other = OTHER_STORAGE.matcher(text);
    if (other.find()) {
      throw new BundleException(
          "only float32 weights can be converted, the network has a " + other.group(1));
    }
    return text.replace(FLOAT_STORAGE, storage).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] rounded(byte[] values, Rounding rounding) {
    ByteBuffer from = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer to = ByteBuffer.allocate(values.length / 2).order(ByteOrder.LITTLE_ENDIAN);
    while (from.remaining() >= Float.BYTES) {
      to.putShort(rounding.round(from.getFloat()));
    }
    return to.array();
  }

  /** To the nearest value, ties to even: the upper half of a float32. */
  static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }

  /**
   * To the nearest value, ties to even; finite values too large for the type become its largest,
   * because an infinite limit times a small weight would be infinite.
   */
  static short toHalf(float value) {
    int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7e00);
    }
    if (Float.isInfinite(value)) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude >= 65504f) {
      return (short) (sign | 0x7bff);
    }
    if (magnitude < 0x1p-14f) {
      return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
    }
    int bits = Float.floatToRawIntBits(magnitude) - (112 << 23);
    return (short) (sign | ((bits + 0xfff + ((bits >>> 13) & 1)) >>> 13));
  }
}
