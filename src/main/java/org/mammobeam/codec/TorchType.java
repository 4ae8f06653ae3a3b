package org.mammobeam.codec;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The number types that torch files name, by their storage classes. */
public enum TorchType {
  FLOAT32("FloatStorage", 4),
  FLOAT64("DoubleStorage", 8),
  FLOAT16("HalfStorage", 2),
  BFLOAT16("BFloat16Storage", 2),
  INT64("LongStorage", 8),
  INT32("IntStorage", 4),
  INT16("ShortStorage", 2),
  INT8("CharStorage", 1),
  UINT8("ByteStorage", 1),
  BOOL("BoolStorage", 1);

  private static final Map<String, TorchType> BY_GLOBAL =
      Arrays.stream(values()).collect(Collectors.toMap(TorchType::global, Function.identity()));

  private final String storage;
  private final int bytes;

  TorchType(String storage, int bytes) {
    this.storage = storage;
    this.bytes = bytes;
  }

  /** As a pickle names it. */
  String global() {
    return "torch " + storage;
  }

  /** Bytes of one number. */
  int bytes() {
    return bytes;
  }

  static TorchType of(PickleGlobal global) throws MalformedDataException {
    TorchType type = BY_GLOBAL.get(global.name());
    if (type == null) {
      throw new MalformedDataException(global.name() + " is no storage of numbers");
    }
    return type;
  }

  /** As torch calls it, such as {@code float32}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
