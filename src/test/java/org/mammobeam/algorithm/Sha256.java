package org.mammobeam.algorithm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over little-endian values. */
final class Sha256 {
  private static final int BLOCK = 1 << 14;

  private final MessageDigest digest;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BLOCK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  Sha256 add(float[] values, int from, int count) {
    for (int done = 0; done < count; done += BLOCK) {
      int length = Math.min(BLOCK, count - done);
      buffer.asFloatBuffer().put(values, from + done, length);
      digest.update(buffer.array(), 0, length * Float.BYTES);
    }
    return this;
  }

  Sha256 add(short[] values) {
    for (int done = 0; done < values.length; done += BLOCK) {
      int length = Math.min(BLOCK, values.length - done);
      buffer.asShortBuffer().put(values, done, length);
      digest.update(buffer.array(), 0, length * Short.BYTES);
    }
    return this;
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  static String of(float[] values) {
    return new Sha256().add(values, 0, values.length).hex();
  }

  static String of(short[] values) {
    return new Sha256().add(values).hex();
  }
}
