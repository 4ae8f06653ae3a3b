package org.mammobeam.codec;

import org.jspecify.annotations.Nullable;

/** The instructions of pickle protocols 0 to 5, by Python's names. */
enum PickleOpcode {
  PROTO(0x80, Kind.CONTROL),
  FRAME(0x95, Kind.CONTROL),
  STOP('.', Kind.CONTROL),
  MARK('(', Kind.CONTROL),
  POP('0', Kind.CONTROL),
  DUP('2', Kind.CONTROL),

  MEMOIZE(0x94, Kind.MEMO),
  PUT('p', Kind.MEMO),
  BINPUT('q', Kind.MEMO),
  LONG_BINPUT('r', Kind.MEMO),
  GET('g', Kind.MEMO),
  BINGET('h', Kind.MEMO),
  LONG_BINGET('j', Kind.MEMO),

  NONE('N', Kind.NUMBER),
  NEWTRUE(0x88, Kind.NUMBER),
  NEWFALSE(0x89, Kind.NUMBER),
  INT('I', Kind.NUMBER),
  BININT('J', Kind.NUMBER),
  BININT1('K', Kind.NUMBER),
  BININT2('M', Kind.NUMBER),
  LONG('L', Kind.NUMBER),
  LONG1(0x8A, Kind.NUMBER),
  LONG4(0x8B, Kind.NUMBER),
  BINFLOAT('G', Kind.NUMBER),

  STRING('S', Kind.TEXT),
  BINSTRING('T', Kind.TEXT),
  SHORT_BINSTRING('U', Kind.TEXT),
  UNICODE('V', Kind.TEXT),
  BINUNICODE('X', Kind.TEXT),
  SHORT_BINUNICODE(0x8C, Kind.TEXT),
  BINUNICODE8(0x8D, Kind.TEXT),
  BINBYTES('B', Kind.TEXT),
  SHORT_BINBYTES('C', Kind.TEXT),
  BINBYTES8(0x8E, Kind.TEXT),

  EMPTY_LIST(']', Kind.CONTAINER),
  EMPTY_DICT('}', Kind.CONTAINER),
  EMPTY_TUPLE(')', Kind.CONTAINER),
  LIST('l', Kind.CONTAINER),
  DICT('d', Kind.CONTAINER),
  TUPLE('t', Kind.CONTAINER),
  TUPLE1(0x85, Kind.CONTAINER),
  TUPLE2(0x86, Kind.CONTAINER),
  TUPLE3(0x87, Kind.CONTAINER),
  APPEND('a', Kind.CONTAINER),
  APPENDS('e', Kind.CONTAINER),
  SETITEM('s', Kind.CONTAINER),
  SETITEMS('u', Kind.CONTAINER),

  GLOBAL('c', Kind.CONSTRUCTOR),
  STACK_GLOBAL(0x93, Kind.CONSTRUCTOR),
  REDUCE('R', Kind.CONSTRUCTOR),
  BUILD('b', Kind.CONSTRUCTOR),
  NEWOBJ(0x81, Kind.CONSTRUCTOR),
  BINPERSID('Q', Kind.CONSTRUCTOR),

  FLOAT('F', Kind.REFUSED),
  POP_MARK('1', Kind.REFUSED),
  PERSID('P', Kind.REFUSED),
  INST('i', Kind.REFUSED),
  OBJ('o', Kind.REFUSED),
  EXT1(0x82, Kind.REFUSED),
  EXT2(0x83, Kind.REFUSED),
  EXT4(0x84, Kind.REFUSED),
  EMPTY_SET(0x8F, Kind.REFUSED),
  ADDITEMS(0x90, Kind.REFUSED),
  FROZENSET(0x91, Kind.REFUSED),
  NEWOBJ_EX(0x92, Kind.REFUSED),
  BYTEARRAY8(0x96, Kind.REFUSED),
  NEXT_BUFFER(0x97, Kind.REFUSED),
  READONLY_BUFFER(0x98, Kind.REFUSED);

  enum Kind {
    CONTROL,
    MEMO,
    NUMBER,
    TEXT,
    CONTAINER,
    /** Done only for what the reader allows; plain data has none. */
    CONSTRUCTOR,
    REFUSED
  }

  private static final @Nullable PickleOpcode[] BY_CODE = new @Nullable PickleOpcode[256];

  static {
    for (PickleOpcode opcode : values()) {
      BY_CODE[opcode.code] = opcode;
    }
  }

  private final int code;
  private final Kind kind;

  PickleOpcode(int code, Kind kind) {
    this.code = code;
    this.kind = kind;
  }

  /** The instruction of an unsigned byte, or null where there is none. */
  static @Nullable PickleOpcode of(int code) {
    return BY_CODE[code];
  }

  int code() {
    return code;
  }

  Kind kind() {
    return kind;
  }
}
