package org.mammobeam.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles instruction by instruction, bad ones too. */
final class PickleBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** An instruction without an argument, or the start of one. */
  PickleBytes op(PickleOpcode opcode) {
    out.write(opcode.code());
    return this;
  }

  PickleBytes op(PickleOpcode opcode, int unsignedByte) {
    op(opcode);
    out.write(unsignedByte);
    return this;
  }

  PickleBytes op(PickleOpcode opcode, String lines) {
    op(opcode);
    out.writeBytes(lines.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  PickleBytes int32(int value) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }

  PickleBytes int64(long value) {
    out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    return this;
  }

  PickleBytes text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    op(PickleOpcode.BINUNICODE).int32(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  byte[] stop() {
    return op(PickleOpcode.STOP).bytes();
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
