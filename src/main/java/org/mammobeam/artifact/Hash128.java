package org.mammobeam.artifact;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The first half of a SHA-256, for tables in which a whole one would take too much room.
 *
 * @param high first 8 bytes, big-endian
 * @param low the 8 bytes behind them
 */
public record Hash128(long high, long low) implements Serializable {
  /** Equal to no hash of anything: what is compared with it never fits. */
  public static final Hash128 NONE = new Hash128(0, 0);

  /** The first half of a fingerprint. */
  public static Hash128 of(Fingerprint fingerprint) {
    ByteBuffer digest = ByteBuffer.wrap(HexFormat.of().parseHex(fingerprint.hex()));
    return new Hash128(digest.getLong(), digest.getLong());
  }

  /** Of a text as UTF-8. */
  public static Hash128 of(String text) {
    return of(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Reads what {@link #toString} wrote. */
  public static Hash128 parse(String text) {
    if (text.length() != 32) {
      throw new IllegalArgumentException("not a hash of 128 bits: " + text);
    }
    return new Hash128(
        Long.parseUnsignedLong(text.substring(0, 16), 16),
        Long.parseUnsignedLong(text.substring(16), 16));
  }

  @Override
  public String toString() {
    return "%016x%016x".formatted(high, low);
  }
}
