package org.mammobeam.codec;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads pickles of protocols 0 to 5 as data; nothing that a pickle says is executed.
 *
 * <p>Only the instructions that make plain values are known: None, booleans, integers, floats,
 * text, bytes, lists, dicts and tuples, which come back as null, {@link Boolean}, {@link Long} or
 * {@link java.math.BigInteger}, {@link Double}, {@link String}, {@code byte[]}, {@link List},
 * {@link Map} in the order of insertion, and {@link PickleTuple}. Keys of dicts are text, numbers,
 * booleans or None. Every other instruction ends the reading. A caller may allow a fixed list of
 * constructors, each replaced by its own code, for weight files.
 *
 * <p>Values are trees of bounded size: a container that is part of itself, or shared so often that
 * walking it would never end, is refused.
 */
public final class PickleReader {
  private final PickleInput in;
  private final PickleLimits limits;
  private final Map<String, PickleConstructor> constructors;
  private final @Nullable PickleReferences references;

  /**
   * Reads plain data. The stream is read byte by byte and never ahead, so it should be buffered.
   */
  public PickleReader(InputStream in, PickleLimits limits) {
    this(new PickleInput(in, limits.maxBytes()), limits, Map.of(), null);
  }

  /**
   * Reads data that may also call the given constructors and hold persistent ids (BINPERSID).
   *
   * @param constructors by module and name with a space between, such as {@code collections
   *     OrderedDict}
   */
  public PickleReader(
      InputStream in,
      PickleLimits limits,
      Map<String, PickleConstructor> constructors,
      PickleReferences references) {
    this(new PickleInput(in, limits.maxBytes()), limits, Map.copyOf(constructors), references);
  }

  private PickleReader(
      PickleInput in,
      PickleLimits limits,
      Map<String, PickleConstructor> constructors,
      @Nullable PickleReferences references) {
    this.in = in;
    this.limits = limits;
    this.constructors = constructors;
    this.references = references;
  }

  /**
   * Reads a stream that holds one pickle of plain data and nothing else.
   *
   * @throws MalformedDataException as {@link #next}, and if anything follows the pickle
   */
  public static @Nullable Object readPlain(InputStream in, PickleLimits limits)
      throws IOException, MalformedDataException {
    PickleReader reader = new PickleReader(in, limits);
    Object value = reader.next();
    if (!reader.in.atEnd()) {
      throw new MalformedDataException("the pickle is followed by other data");
    }
    return value;
  }

  /**
   * Reads the next pickle and leaves the stream right behind it.
   *
   * @throws MalformedDataException if it is cut off, damaged, exceeds the limits, or would do more
   *     than to make plain data
   */
  public @Nullable Object next() throws IOException, MalformedDataException {
    PickleStack stack = new PickleStack(in, limits.maxValues());
    PickleMachine machine = new PickleMachine(in, stack);
    PickleConstruction construction = new PickleConstruction(in, stack, constructors, references);
    while (true) {
      long position = in.position();
      PickleOpcode opcode = opcode(in.unsignedByte(), position);
      if (opcode == PickleOpcode.STOP) {
        Object value = stack.popResult();
        PickleWalk.check(value, limits);
        return value;
      }
      if (opcode.kind() == PickleOpcode.Kind.CONSTRUCTOR) {
        construction.execute(opcode);
      } else {
        machine.execute(opcode);
      }
    }
  }

  /** Bytes read so far: where the last pickle ended. */
  public long position() {
    return in.position();
  }

  private PickleOpcode opcode(int code, long position) throws MalformedDataException {
    PickleOpcode opcode = PickleOpcode.of(code);
    if (opcode == null) {
      throw new MalformedDataException(
          "not a pickle, or damaged: unknown opcode 0x%02X at byte %d".formatted(code, position));
    }
    boolean constructs = opcode.kind() == PickleOpcode.Kind.CONSTRUCTOR;
    if (opcode.kind() == PickleOpcode.Kind.REFUSED || (constructs && references == null)) {
      throw new MalformedDataException(
          "pickle refused as unsafe: opcode %s at byte %d".formatted(opcode, position));
    }
    return opcode;
  }
}
