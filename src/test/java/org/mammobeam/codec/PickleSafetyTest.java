package org.mammobeam.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.mammobeam.codec.PickleOpcode.BININT1;
import static org.mammobeam.codec.PickleOpcode.BINPERSID;
import static org.mammobeam.codec.PickleOpcode.BUILD;
import static org.mammobeam.codec.PickleOpcode.EMPTY_DICT;
import static org.mammobeam.codec.PickleOpcode.EMPTY_LIST;
import static org.mammobeam.codec.PickleOpcode.EMPTY_TUPLE;
import static org.mammobeam.codec.PickleOpcode.GLOBAL;
import static org.mammobeam.codec.PickleOpcode.MARK;
import static org.mammobeam.codec.PickleOpcode.NEWOBJ;
import static org.mammobeam.codec.PickleOpcode.NONE;
import static org.mammobeam.codec.PickleOpcode.OBJ;
import static org.mammobeam.codec.PickleOpcode.PERSID;
import static org.mammobeam.codec.PickleOpcode.REDUCE;
import static org.mammobeam.codec.PickleOpcode.SETITEM;
import static org.mammobeam.codec.PickleOpcode.STACK_GLOBAL;
import static org.mammobeam.codec.PickleOpcode.TUPLE1;
import static org.mammobeam.codec.PickleOpcode.TUPLE2;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a pickle could do in Python, it does not do here. */
final class PickleSafetyTest {
  private static final String CLASS = "org.mammobeam.codec\nSentinel\n";
  private static final PickleLimits LIMITS = PickleLimits.DEFAULT;

  @AfterEach
  void nothingWasLoaded() {
    assertNull(System.getProperty("mammobeam.sentinel"), "a class was loaded");
  }

  @ParameterizedTest
  @EnumSource(PickleOpcode.class)
  void onlyInstructionsThatMakePlainDataAreCarriedOut(PickleOpcode opcode) {
    boolean plain =
        opcode.kind() != PickleOpcode.Kind.CONSTRUCTOR
            && opcode.kind() != PickleOpcode.Kind.REFUSED;
    byte[] pickle = new PickleBytes().op(NONE).op(NONE).op(opcode, 0).int64(0).int64(0).stop();
    String reason = reasonOf(pickle);
    assertEquals(
        !plain, reason.equals("pickle refused as unsafe: opcode " + opcode + " at byte 2"), reason);
  }

  @Test
  void aCommandToTheShellIsRefused(@TempDir Path folder) {
    Path sentinel = folder.resolve("sentinel");
    String command = "touch " + sentinel;
    assertRefused(
        "GLOBAL at byte 0",
        new PickleBytes().op(GLOBAL, "os\nsystem\n").text(command).op(TUPLE1).op(REDUCE).stop());
    assertRefused(
        "STACK_GLOBAL at byte 21",
        new PickleBytes()
            .text("posix")
            .text("system")
            .op(STACK_GLOBAL)
            .text(command)
            .op(TUPLE1)
            .op(REDUCE)
            .stop());
    assertFalse(Files.exists(sentinel), "the command was run");
  }

  @Test
  void aClassOfOurOwnIsRefusedInEveryWayOfNamingIt() {
    for (byte[] pickle :
        List.of(
            new PickleBytes().op(GLOBAL, CLASS).op(EMPTY_TUPLE).op(REDUCE).stop(),
            new PickleBytes().op(GLOBAL, CLASS).op(EMPTY_TUPLE).op(NEWOBJ).stop(),
            new PickleBytes().op(MARK).op(GLOBAL, CLASS).op(OBJ).stop(),
            new PickleBytes().op(MARK).op(PickleOpcode.INST, CLASS).stop(),
            new PickleBytes().op(EMPTY_DICT).op(EMPTY_DICT).op(BUILD).stop(),
            new PickleBytes().op(PickleOpcode.EXT1, 1).stop(),
            new PickleBytes().op(PERSID, "Sentinel\n").stop(),
            new PickleBytes().text("Sentinel").op(BINPERSID).stop())) {
      assertRefused("pickle refused as unsafe: opcode ", pickle);
    }
  }

  @Test
  void whatTheCallerAllowsIsMadeByTheCallersCode() throws Exception {
    byte[] pickle =
        new PickleBytes()
            .op(GLOBAL, "collections\nOrderedDict\n")
            .op(EMPTY_TUPLE)
            .op(REDUCE)
            .text("weight")
            .text("storage")
            .op(GLOBAL, "torch\nFloatStorage\n")
            .op(TUPLE2)
            .op(BINPERSID)
            .op(SETITEM)
            .op(EMPTY_DICT)
            .text("_metadata")
            .op(NONE)
            .op(SETITEM)
            .op(BUILD)
            .stop();
    OrderedDict dict = new OrderedDict();
    assertEquals(
        Map.of("weight", PickleTuple.of("storage", new PickleGlobal("torch FloatStorage"))),
        allowing(dict, pickle));
    assertEquals(1, dict.states.size());
  }

  @Test
  void whatTheCallerAllowsCanBeNamedFromTheStack() throws Exception {
    byte[] pickle =
        new PickleBytes()
            .text("collections")
            .text("OrderedDict")
            .op(STACK_GLOBAL)
            .op(EMPTY_TUPLE)
            .op(NEWOBJ)
            .stop();
    assertEquals(Map.of(), allowing(new OrderedDict(), pickle));
  }

  @Test
  void whatTheCallerDoesNotAllowIsRefused() {
    for (String name : new String[] {"os\nsystem\n", CLASS, "collections.OrderedDict\n\n"}) {
      assertNotAllowed("unsafe: it names ", new PickleBytes().op(GLOBAL, name).stop());
    }
    assertNotAllowed(
        "unsafe: it names builtins eval",
        new PickleBytes().text("builtins").text("eval").op(STACK_GLOBAL).stop());
    assertNotAllowed(
        "a name that is no text",
        new PickleBytes().op(EMPTY_LIST).text("eval").op(STACK_GLOBAL).stop());
    assertNotAllowed(
        "cannot be called", new PickleBytes().text("os").op(EMPTY_TUPLE).op(REDUCE).stop());
    assertNotAllowed(
        "cannot be called",
        new PickleBytes()
            .op(GLOBAL, "collections\nOrderedDict\n")
            .op(EMPTY_LIST)
            .op(REDUCE)
            .stop());
    assertNotAllowed(
        "was not constructed", new PickleBytes().op(EMPTY_DICT).op(EMPTY_DICT).op(BUILD).stop());
    assertNotAllowed(
        "was not constructed", new PickleBytes().op(NONE).op(EMPTY_DICT).op(BUILD).stop());
    assertNotAllowed("PERSID", new PickleBytes().op(PERSID, "1\n").stop());
    assertNotAllowed("INST", new PickleBytes().op(MARK).op(PickleOpcode.INST, CLASS).stop());
    assertNotAllowed("EXT1", new PickleBytes().op(PickleOpcode.EXT1, 1).stop());
    assertNotAllowed("no reference", new PickleBytes().op(BININT1, 1).op(BINPERSID).stop());
    assertNotAllowed(
        "state for an object that has none",
        new PickleBytes()
            .op(GLOBAL, "torch\nFloatStorage\n")
            .op(EMPTY_TUPLE)
            .op(REDUCE)
            .op(NONE)
            .op(BUILD)
            .stop());
  }

  private static @Nullable Object allowing(OrderedDict dict, byte[] pickle)
      throws IOException, MalformedDataException {
    Map<String, PickleConstructor> constructors =
        Map.of("collections OrderedDict", dict, "torch FloatStorage", arguments -> "storage");
    PickleReferences references =
        id -> {
          if (id instanceof PickleTuple tuple) {
            return tuple;
          }
          throw new MalformedDataException("no reference");
        };
    return new PickleReader(new ByteArrayInputStream(pickle), LIMITS, constructors, references)
        .next();
  }

  private static void assertNotAllowed(String reason, byte[] pickle) {
    Refusals.assertRefused(reason, () -> allowing(new OrderedDict(), pickle));
  }

  private static void assertRefused(String reason, byte[] pickle) {
    Refusals.assertRefused(reason, () -> read(pickle));
  }

  private static @Nullable Object read(byte[] pickle) throws IOException, MalformedDataException {
    return PickleReader.readPlain(new ByteArrayInputStream(pickle), LIMITS);
  }

  private static String reasonOf(byte[] pickle) {
    try {
      read(pickle);
      return "";
    } catch (MalformedDataException e) {
      return String.valueOf(e.getMessage());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static final class OrderedDict implements PickleConstructor {
    final List<@Nullable Object> states = new ArrayList<>();

    @Override
    public Object construct(List<@Nullable Object> arguments) {
      assertFalse(arguments.size() > 0);
      return new LinkedHashMap<@Nullable Object, @Nullable Object>();
    }

    @Override
    public void setState(Object made, @Nullable Object state) {
      states.add(state);
    }
  }
}
