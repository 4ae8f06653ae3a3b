package org.mammobeam.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mammobeam.codec.PickleOpcode.APPEND;
import static org.mammobeam.codec.PickleOpcode.BINBYTES8;
import static org.mammobeam.codec.PickleOpcode.BINFLOAT;
import static org.mammobeam.codec.PickleOpcode.BINGET;
import static org.mammobeam.codec.PickleOpcode.BININT1;
import static org.mammobeam.codec.PickleOpcode.BINPUT;
import static org.mammobeam.codec.PickleOpcode.BINSTRING;
import static org.mammobeam.codec.PickleOpcode.BINUNICODE;
import static org.mammobeam.codec.PickleOpcode.BINUNICODE8;
import static org.mammobeam.codec.PickleOpcode.DICT;
import static org.mammobeam.codec.PickleOpcode.DUP;
import static org.mammobeam.codec.PickleOpcode.EMPTY_DICT;
import static org.mammobeam.codec.PickleOpcode.EMPTY_LIST;
import static org.mammobeam.codec.PickleOpcode.EMPTY_TUPLE;
import static org.mammobeam.codec.PickleOpcode.GET;
import static org.mammobeam.codec.PickleOpcode.INT;
import static org.mammobeam.codec.PickleOpcode.LIST;
import static org.mammobeam.codec.PickleOpcode.LONG;
import static org.mammobeam.codec.PickleOpcode.LONG4;
import static org.mammobeam.codec.PickleOpcode.LONG_BINPUT;
import static org.mammobeam.codec.PickleOpcode.MARK;
import static org.mammobeam.codec.PickleOpcode.MEMOIZE;
import static org.mammobeam.codec.PickleOpcode.NEWTRUE;
import static org.mammobeam.codec.PickleOpcode.NONE;
import static org.mammobeam.codec.PickleOpcode.POP;
import static org.mammobeam.codec.PickleOpcode.PROTO;
import static org.mammobeam.codec.PickleOpcode.PUT;
import static org.mammobeam.codec.PickleOpcode.SETITEM;
import static org.mammobeam.codec.PickleOpcode.SETITEMS;
import static org.mammobeam.codec.PickleOpcode.SHORT_BINSTRING;
import static org.mammobeam.codec.PickleOpcode.STRING;
import static org.mammobeam.codec.PickleOpcode.TUPLE;
import static org.mammobeam.codec.PickleOpcode.TUPLE1;
import static org.mammobeam.codec.PickleOpcode.TUPLE2;
import static org.mammobeam.codec.PickleOpcode.UNICODE;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PickleReaderTest {
  private static final PickleLimits SMALL = new PickleLimits(100_000, 10_000, 20);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void plainValuesOfEveryProtocolAreRead(int protocol) throws Exception {
    List<?> value =
        assertInstanceOf(List.class, read(resource("plain-protocol-" + protocol + ".pkl")));
    Map<?, ?> exam = assertInstanceOf(Map.class, value.get(0));
    assertEquals(
        List.of("horizontal_flip", "L-CC", "R-CC", "n", "t"), new ArrayList<Object>(exam.keySet()));
    assertEquals("NO", exam.get("horizontal_flip"));
    assertEquals(List.of("a\u00e9\ud83d\ude00\\u\n"), exam.get("L-CC"));
    assertEquals(List.of("b", "c"), exam.get("R-CC"));
    assertEquals(
        Arrays.asList(
            null,
            true,
            false,
            0L,
            -1L,
            255L,
            65535L,
            65536L,
            1L << 40,
            BigInteger.ONE.shiftLeft(100).negate(),
            BigInteger.ONE.shiftLeft(600)),
        exam.get("n"));
    assertEquals(
        PickleTuple.of(
            PickleTuple.of(),
            PickleTuple.of(1L),
            PickleTuple.of(1L, 2L),
            PickleTuple.of(1L, 2L, 3L),
            PickleTuple.of(1L, 2L, 3L, 4L)),
        exam.get("t"));
    assertEquals(List.of(List.of("x"), List.of("x")), value.get(1));
    if (protocol > 2) {
      assertEquals(List.of(0.5, -1e300), value.subList(2, 4));
      assertArrayEquals(new byte[] {'b', 'y', 0}, (byte[]) value.get(4));
      assertEquals(300, ((byte[]) value.get(5)).length);
    }
  }

  @Test
  void textOfPythonTwoIsRead() throws Exception {
    assertEquals("it's\n\\A", read(new PickleBytes().op(STRING, "'it\\'s\\n\\\\\\x41'\n").stop()));
    assertEquals("a", read(new PickleBytes().op(SHORT_BINSTRING, 1).op(APPEND).stop()));
    assertEquals("a b", read(new PickleBytes().op(UNICODE, "a b\n").stop()));
  }

  @Test
  void valuesThatAreTakenBackLeaveNothing() throws Exception {
    assertEquals(
        PickleTuple.of(true, true),
        read(new PickleBytes().op(NONE).op(POP).op(NEWTRUE).op(DUP).op(TUPLE2).stop()));
    assertEquals(
        1L, read(new PickleBytes().op(MARK).op(POP).op(INT, "1\n").stop()), "a mark is popped too");
  }

  @Test
  void laterKeysOfADictReplaceEarlierOnes() throws Exception {
    byte[] pickle =
        new PickleBytes()
            .op(MARK)
            .text("a")
            .op(BININT1, 1)
            .text("b")
            .op(NONE)
            .text("a")
            .op(BININT1, 2)
            .op(DICT)
            .stop();
    assertEquals("{a=2, b=null}", String.valueOf(read(pickle)));
  }

  @Test
  void severalPicklesAreReadInARowWithoutReadingAhead() throws Exception {
    byte[] first = new PickleBytes().op(PROTO, 2).op(INT, "7\n").stop();
    byte[] second = new PickleBytes().op(EMPTY_LIST).stop();
    ByteArrayInputStream in = new ByteArrayInputStream(concat(first, second, new byte[] {1, 2, 3}));
    PickleReader reader = new PickleReader(in, SMALL);
    assertEquals(7L, reader.next());
    assertEquals(first.length, reader.position());
    assertEquals(List.of(), reader.next());
    assertEquals(first.length + second.length, reader.position());
    assertArrayEquals(new byte[] {1, 2, 3}, in.readAllBytes());
  }

  @Test
  void theMemoOfOnePickleIsUnknownToTheNext() throws Exception {
    byte[] first = new PickleBytes().op(NEWTRUE).op(BINPUT, 0).stop();
    byte[] second = new PickleBytes().op(BINGET, 0).stop();
    PickleReader reader = new PickleReader(new ByteArrayInputStream(concat(first, second)), SMALL);
    reader.next();
    Refusals.assertRefused("recalls value 0", reader::next);
  }

  @Test
  void memoNumbersMayComeInAnyOrder() throws Exception {
    PickleBytes pickle = new PickleBytes().op(MARK);
    for (int number : new int[] {0, 2, 1, 0, 200}) {
      pickle.op(BININT1, number).op(LONG_BINPUT).int32(number).op(POP);
    }
    pickle.op(NONE).op(MEMOIZE).op(POP);
    for (int number : new int[] {200, 1, 2, 0, 4}) {
      pickle.op(BINGET, number);
    }
    assertEquals(Arrays.asList(200L, 1L, 2L, 0L, null), read(pickle.op(LIST).stop()));
    assertRefused("recalls value 3", new PickleBytes().op(BINGET, 3).stop());
  }

  @Test
  void dataBehindAPickleThatShouldBeAloneIsRefused() {
    assertRefused("followed by other data", concat(new PickleBytes().op(NONE).stop(), new byte[1]));
  }

  @Test
  void aContainerThatHoldsItselfIsRefused() {
    assertRefused(
        "part of itself",
        new PickleBytes().op(EMPTY_LIST).op(BINPUT, 0).op(BINGET, 0).op(APPEND).stop());
    assertRefused(
        "part of itself",
        new PickleBytes().op(EMPTY_LIST).op(BINPUT, 0).op(BINGET, 0).op(TUPLE1).op(APPEND).stop());
    assertRefused(
        "part of itself",
        new PickleBytes().op(EMPTY_DICT).op(BINPUT, 0).text("me").op(BINGET, 0).op(SETITEM).stop());
  }

  @Test
  void aMemoBombIsRefused() {
    PickleBytes bomb = new PickleBytes().text("lol").op(BINPUT, 0).op(POP);
    for (int level = 0; level < 15; level++) {
      bomb.op(MARK);
      for (int i = 0; i < 10; i++) {
        bomb.op(BINGET, level);
      }
      bomb.op(LIST).op(BINPUT, level + 1).op(POP);
    }
    bomb.op(BINGET, 15);
    assertRefused("unfolds to more than 10000 values", bomb.stop());
  }

  @Test
  void deepNestingIsRefusedHoweverItIsBuilt() {
    PickleBytes outwards = new PickleBytes().op(NONE);
    PickleBytes inwards = new PickleBytes().op(EMPTY_LIST);
    PickleBytes marks = new PickleBytes();
    for (int i = 0; i < 5000; i++) {
      outwards.op(TUPLE1);
      inwards.op(EMPTY_LIST);
      marks.op(MARK);
    }
    for (int i = 0; i < 5000; i++) {
      inwards.op(APPEND);
      marks.op(TUPLE);
    }
    assertRefused("nested deeper than 20", outwards.stop());
    assertRefused("nested deeper than 20", inwards.stop());
    assertRefused("nested deeper than 20", marks.stop());
  }

  @Test
  void theDeepestNestingThatIsAllowedIsRead() throws Exception {
    read(nested(SMALL.maxDepth()));
    assertRefused("nested deeper", nested(SMALL.maxDepth() + 1));
  }

  @Test
  void tooManyValuesAreRefused() {
    PickleBytes values = new PickleBytes().op(MARK);
    PickleBytes memo = new PickleBytes().op(NONE);
    for (int i = 0; i < 10_001; i++) {
      values.op(NONE);
      memo.op(LONG_BINPUT).int32(i);
    }
    assertRefused("more than 10000 values", values.op(LIST).stop());
    assertRefused("more than 10000 values", memo.stop());
  }

  @Test
  void tooManyBytesAreRefused() {
    InputStream endless = new ByteArrayInputStream(new byte[200_000]);
    byte[] start = new PickleBytes().op(UNICODE).bytes();
    Refusals.assertRefused(
        "more than 100000 bytes",
        () ->
            PickleReader.readPlain(
                new SequenceInputStream(new ByteArrayInputStream(start), endless), SMALL));
  }

  @Test
  void lengthsThatAreLiesAllocateNothing() {
    PickleLimits large = new PickleLimits(1L << 40, 1000, 10);
    for (byte[] pickle :
        List.of(
            new PickleBytes().op(BINUNICODE).int32(-1).stop(),
            new PickleBytes().op(BINUNICODE).int32(1 << 24).stop(),
            new PickleBytes().op(BINSTRING).int32(-5).stop(),
            new PickleBytes().op(BINUNICODE8).int64(-1).stop(),
            new PickleBytes().op(BINBYTES8).int64(Long.MAX_VALUE).stop(),
            new PickleBytes().op(LONG4).int32(Integer.MAX_VALUE).stop(),
            new PickleBytes().op(LONG4).int32(-1).stop())) {
      assertThrows(
          MalformedDataException.class,
          () -> PickleReader.readPlain(new ByteArrayInputStream(pickle), large));
    }
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    assertRefused("number", new PickleBytes().op(INT, "one\n").stop());
    assertRefused("number", new PickleBytes().op(LONG, "\n").stop());
    assertRefused("overlong", new PickleBytes().op(LONG, "9".repeat(5000) + "L\n").stop());
    assertRefused("memo", new PickleBytes().op(NONE).op(PUT, "-1\n").stop());
    assertRefused("recalls", new PickleBytes().op(GET, "12\n").stop());
  }

  @Test
  void textInNoKnownEncodingIsRefused() {
    assertRefused("not UTF-8", new PickleBytes().op(BINUNICODE).int32(1).op(NEWTRUE).stop());
    assertRefused("unknown encoding", new PickleBytes().op(STRING, "'\u00e9'\n").stop());
    assertRefused("unknown encoding", new PickleBytes().op(STRING, "'\\xe9'\n").stop());
    assertRefused("damaged text", new PickleBytes().op(STRING, "'\n").stop());
    assertRefused("damaged text", new PickleBytes().op(STRING, "'\\\n").stop());
    assertRefused("damaged text", new PickleBytes().op(UNICODE, "\\u12\n").stop());
    assertRefused("damaged text", new PickleBytes().op(UNICODE, "\\Uffffffff\n").stop());
  }

  @Test
  void instructionsWithoutTheirValuesAreRefused() {
    for (PickleOpcode opcode : PickleOpcode.values()) {
      if (opcode.kind() == PickleOpcode.Kind.CONTAINER) {
        byte[] alone = new PickleBytes().op(opcode).bytes();
        assertThrows(MalformedDataException.class, () -> read(alone), opcode.name());
        byte[] odd = new PickleBytes().op(EMPTY_TUPLE).op(MARK).op(NONE).op(opcode).stop();
        assertThrows(MalformedDataException.class, () -> read(odd), opcode.name());
      }
    }
    assertRefused("a value is missing", new PickleBytes().op(DUP).stop());
    assertRefused("a value is missing", new PickleBytes().op(POP).stop());
    assertRefused("0 values instead of one", new PickleBytes().stop());
    assertRefused("2 values instead of one", new PickleBytes().op(NONE).op(NONE).stop());
    assertRefused(
        "a key without a value",
        new PickleBytes().op(EMPTY_DICT).op(MARK).op(NONE).op(SETITEMS).stop());
  }

  @Test
  void keysThatPythonCouldNotHashAreRefused() {
    assertRefused(
        "a key of a dict",
        new PickleBytes().op(EMPTY_DICT).op(EMPTY_LIST).op(NONE).op(SETITEM).stop());
    assertRefused(
        "a key of a dict",
        new PickleBytes().op(EMPTY_DICT).op(EMPTY_TUPLE).op(NONE).op(SETITEM).stop());
  }

  @Test
  void everyTruncationIsRefused() throws Exception {
    for (int protocol = 0; protocol <= 5; protocol++) {
      byte[] pickle = resource("plain-protocol-" + protocol + ".pkl");
      for (int length = 0; length < pickle.length; length++) {
        byte[] cut = Arrays.copyOf(pickle, length);
        assertThrows(MalformedDataException.class, () -> read(cut));
      }
    }
    assertRefused("cut off at byte 9", new PickleBytes().op(BINFLOAT).int64(1).bytes());
  }

  @Test
  void otherFilesAndNewerProtocolsAreRefused() {
    assertRefused("protocol 6", new PickleBytes().op(PROTO, 6).op(NONE).stop());
    assertRefused("unknown opcode 0xFF at byte 0", new byte[] {-1});
    assertRefused("cut off at byte 0", new byte[0]);
  }

  private static byte[] nested(int depth) {
    PickleBytes pickle = new PickleBytes().op(NONE);
    for (int i = 0; i < depth; i++) {
      pickle.op(TUPLE1);
    }
    return pickle.stop();
  }

  private static @Nullable Object read(byte[] pickle) throws IOException, MalformedDataException {
    return PickleReader.readPlain(new ByteArrayInputStream(pickle), SMALL);
  }

  private static void assertRefused(String reason, byte[] pickle) {
    Refusals.assertRefused(reason, () -> read(pickle));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = PickleReaderTest.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no resource " + name);
      }
      return in.readAllBytes();
    }
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
