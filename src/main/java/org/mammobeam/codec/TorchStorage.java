package org.mammobeam.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** A run of numbers that tensors of a torch file lie in. */
final class TorchStorage {
  private final String key;
  private final TorchType type;
  private final long count;
  private byte @Nullable [] content;

  TorchStorage(String key, TorchType type, long count) {
    this.key = key;
    this.type = type;
    this.count = count;
  }

  String key() {
    return key;
  }

  TorchType type() {
    return type;
  }

  /** How many numbers. */
  long count() {
    return count;
  }

  /** How many bytes; its limits keep this within an array. */
  int length() {
    return Math.toIntExact(count * type.bytes());
  }

  void fill(byte[] bytes) {
    if (bytes.length != length()) {
      throw new IllegalArgumentException("storage " + key + " has " + length() + " bytes");
    }
    content = bytes;
  }

  ByteBuffer content() {
    if (content == null) {
      throw new IllegalStateException("storage " + key + " was not read");
    }
    return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }
}
