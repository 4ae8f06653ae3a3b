package org.mammobeam.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes plain values as a pickle of protocol 2, which every Python since 2.3 reads. */
final class PickleWriter {
  private static final int PROTOCOL = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private PickleWriter() {}

  /**
   * The pickle of lists, maps, tuples, texts and integers of 32 bits; equal values, equal bytes.
   */
  static byte[] bytes(Object value) {
    PickleWriter writer = new PickleWriter();
    writer.op(PickleOpcode.PROTO);
    writer.out.write(PROTOCOL);
    writer.write(value);
    writer.op(PickleOpcode.STOP);
    return writer.out.toByteArray();
  }

  private void write(Object value) {
    if (value instanceof String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      op(PickleOpcode.BINUNICODE);
      int32(utf8.length);
      out.writeBytes(utf8);
    } else if (value instanceof Integer number) {
      op(PickleOpcode.BININT);
      int32(number);
    } else if (value instanceof PickleTuple tuple) {
      op(PickleOpcode.MARK);
      tuple.items().forEach(this::write);
      op(PickleOpcode.TUPLE);
    } else if (value instanceof List<?> list) {
      op(PickleOpcode.EMPTY_LIST);
      op(PickleOpcode.MARK);
      list.forEach(this::write);
      op(PickleOpcode.APPENDS);
    } else if (value instanceof Map<?, ?> map) {
      op(PickleOpcode.EMPTY_DICT);
      op(PickleOpcode.MARK);
      map.forEach(
          (key, item) -> {
            write(key);
            write(item);
          });
      op(PickleOpcode.SETITEMS);
    } else {
      throw new IllegalArgumentException("no pickle for " + value.getClass());
    }
  }

  private void op(PickleOpcode opcode) {
    out.write(opcode.code());
  }

  private void int32(int value) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }
}
