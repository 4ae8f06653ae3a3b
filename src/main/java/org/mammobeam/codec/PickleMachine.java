package org.mammobeam.codec;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries out the instructions that make plain values. */
final class PickleMachine {
  private static final int NEWEST_PROTOCOL = 5;

  private final PickleInput in;
  private final PickleStack stack;

  PickleMachine(PickleInput in, PickleStack stack) {
    this.in = in;
    this.stack = stack;
  }

  void execute(PickleOpcode opcode) throws IOException, MalformedDataException {
    switch (opcode.kind()) {
      case CONTROL -> control(opcode);
      case MEMO -> memo(opcode);
      case NUMBER -> stack.push(number(opcode));
      case TEXT -> stack.push(text(opcode));
      case CONTAINER -> container(opcode);
      default -> throw new IllegalArgumentException(opcode.name());
    }
  }

  private void control(PickleOpcode opcode) throws IOException, MalformedDataException {
    switch (opcode) {
      case PROTO -> {
        int protocol = in.unsignedByte();
        if (protocol > NEWEST_PROTOCOL) {
          throw in.damaged("protocol " + protocol + " is not known");
        }
      }
      // Frames only help readers that read ahead.
      case FRAME -> in.signedLong();
      case MARK -> stack.mark();
      case POP -> stack.popValueOrMark();
      case DUP -> stack.push(stack.top());
      default -> throw new IllegalArgumentException(opcode.name());
    }
  }

  private void memo(PickleOpcode opcode) throws IOException, MalformedDataException {
    switch (opcode) {
      case MEMOIZE -> stack.remember();
      case PUT -> stack.remember(index());
      case BINPUT -> stack.remember(in.unsignedByte());
      case LONG_BINPUT -> stack.remember(in.unsignedInt());
      case GET -> stack.recall(index());
      case BINGET -> stack.recall(in.unsignedByte());
      case LONG_BINGET -> stack.recall(in.unsignedInt());
      default -> throw new IllegalArgumentException(opcode.name());
    }
  }

  private @Nullable Object number(PickleOpcode opcode) throws IOException, MalformedDataException {
    return switch (opcode) {
      case NONE -> null;
      case NEWTRUE -> true;
      case NEWFALSE -> false;
      case INT -> integerOrBoolean(in.asciiLine(PickleLimits.MAX_INTEGER_LENGTH));
      case BININT -> (long) in.signedInt();
      case BININT1 -> (long) in.unsignedByte();
      case BININT2 -> (long) in.unsignedShort();
      case LONG -> decimal(in.asciiLine(PickleLimits.MAX_INTEGER_LENGTH).replaceFirst("L$", ""));
      case LONG1 -> narrowed(in.integer(in.unsignedByte()));
      case LONG4 -> narrowed(in.integer(in.signedInt()));
      case BINFLOAT -> in.bigEndianDouble();
      default -> throw new IllegalArgumentException(opcode.name());
    };
  }

  private Object text(PickleOpcode opcode) throws IOException, MalformedDataException {
    int most = PickleLimits.MAX_TEXT_BYTES;
    return switch (opcode) {
      case STRING -> PickleText.quoted(in.line(most), in.position());
      case BINSTRING -> in.ascii(in.signedInt());
      case SHORT_BINSTRING -> in.ascii(in.unsignedByte());
      case UNICODE -> PickleText.rawUnicodeEscape(in.line(most), in.position());
      case BINUNICODE -> in.utf8(in.unsignedInt());
      case SHORT_BINUNICODE -> in.utf8(in.unsignedByte());
      case BINUNICODE8 -> in.utf8(in.signedLong());
      case BINBYTES -> in.bytes(in.unsignedInt(), most);
      case SHORT_BINBYTES -> in.bytes(in.unsignedByte(), most);
      case BINBYTES8 -> in.bytes(in.signedLong(), most);
      default -> throw new IllegalArgumentException(opcode.name());
    };
  }

  private void container(PickleOpcode opcode) throws MalformedDataException {
    switch (opcode) {
      case EMPTY_LIST -> stack.push(new ArrayList<@Nullable Object>());
      case EMPTY_DICT -> stack.push(new LinkedHashMap<@Nullable Object, @Nullable Object>());
      case EMPTY_TUPLE -> stack.push(PickleTuple.of());
      case LIST -> stack.push(stack.popToMark());
      case DICT -> stack.push(dict(stack.popToMark()));
      case TUPLE -> stack.push(new PickleTuple(stack.popToMark()));
      case TUPLE1 -> stack.push(new PickleTuple(stack.popLast(1)));
      case TUPLE2 -> stack.push(new PickleTuple(stack.popLast(2)));
      case TUPLE3 -> stack.push(new PickleTuple(stack.popLast(3)));
      case APPEND -> append(stack.popLast(1));
      case APPENDS -> append(stack.popToMark());
      case SETITEM -> put(stack.popLast(2), target());
      case SETITEMS -> put(stack.popToMark(), target());
      default -> throw new IllegalArgumentException(opcode.name());
    }
  }

  @SuppressWarnings("unchecked") // Lists on the stack are made here or to be filled with anything.
  private void append(List<@Nullable Object> items) throws MalformedDataException {
    if (!(stack.top() instanceof List<?> list)) {
      throw in.damaged("items for something that is no list");
    }
    ((List<@Nullable Object>) list).addAll(items);
  }

  @SuppressWarnings("unchecked") // As for lists.
  private Map<@Nullable Object, @Nullable Object> target() throws MalformedDataException {
    if (!(stack.top() instanceof Map<?, ?> map)) {
      throw in.damaged("items for something that is no dict");
    }
    return (Map<@Nullable Object, @Nullable Object>) map;
  }

  private Map<@Nullable Object, @Nullable Object> dict(List<@Nullable Object> items)
      throws MalformedDataException {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    put(items, map);
    return map;
  }

  private void put(List<@Nullable Object> items, Map<@Nullable Object, @Nullable Object> map)
      throws MalformedDataException {
    if (items.size() % 2 != 0) {
      throw in.damaged("a key without a value");
    }
    for (int i = 0; i < items.size(); i += 2) {
      Object key = items.get(i);
      if (key != null
          && !(key instanceof String || key instanceof Number || key instanceof Boolean)) {
        throw in.damaged("a key of a dict is no text, number, boolean or None");
      }
      map.put(key, items.get(i + 1));
    }
  }

  private long index() throws IOException, MalformedDataException {
    Object index = decimal(in.asciiLine(20));
    if (!(index instanceof Long number) || number < 0) {
      throw in.damaged("a memo number that is none");
    }
    return number;
  }

  private Object integerOrBoolean(String line) throws MalformedDataException {
    return switch (line) {
      case "00" -> false;
      case "01" -> true;
      default -> decimal(line);
    };
  }

  private Object decimal(String digits) throws MalformedDataException {
    try {
      return narrowed(new BigInteger(digits));
    } catch (NumberFormatException e) {
      throw in.damaged("a number that is none");
    }
  }

  private static Object narrowed(BigInteger integer) {
    return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
  }
}
