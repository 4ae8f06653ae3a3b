package org.mammobeam.codec;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries out the instructions that name, call and restore what the reader's caller allows. */
final class PickleConstruction {
  private static final int MAX_NAME = 200;

  private final PickleInput in;
  private final PickleStack stack;
  private final Map<String, PickleConstructor> constructors;
  private final @Nullable PickleReferences references;
  private final IdentityHashMap<Object, PickleConstructor> made = new IdentityHashMap<>();

  PickleConstruction(
      PickleInput in,
      PickleStack stack,
      Map<String, PickleConstructor> constructors,
      @Nullable PickleReferences references) {
    this.in = in;
    this.stack = stack;
    this.constructors = constructors;
    this.references = references;
  }

  void execute(PickleOpcode opcode) throws IOException, MalformedDataException {
    switch (opcode) {
      case GLOBAL -> name(in.asciiLine(MAX_NAME), in.asciiLine(MAX_NAME));
      case STACK_GLOBAL -> {
        Object name = stack.pop();
        name(stack.pop(), name);
      }
      case REDUCE, NEWOBJ -> construct();
      case BUILD -> setState();
      case BINPERSID -> resolve();
      default -> throw new IllegalArgumentException(opcode.name());
    }
  }

  private void name(@Nullable Object module, @Nullable Object name) throws MalformedDataException {
    if (!(module instanceof String first) || !(name instanceof String last)) {
      throw in.damaged("a name that is no text");
    }
    String full = first + " " + last;
    if (!constructors.containsKey(full)) {
      throw new MalformedDataException(
          "pickle refused as unsafe: it names %s before byte %d"
              .formatted(full.replaceAll("[^ -~]", "?"), in.position()));
    }
    stack.push(new PickleGlobal(full));
  }

  private void construct() throws MalformedDataException {
    Object arguments = stack.pop();
    Object callee = stack.pop();
    if (!(callee instanceof PickleGlobal global) || !(arguments instanceof PickleTuple tuple)) {
      throw in.damaged("a call of something that cannot be called");
    }
    PickleConstructor constructor = constructors.get(global.name());
    if (constructor == null) {
      throw in.damaged("a call of " + global.name());
    }
    Object object = constructor.construct(tuple.items());
    made.put(object, constructor);
    stack.push(object);
  }

  private void setState() throws MalformedDataException {
    Object state = stack.pop();
    Object object = stack.top();
    PickleConstructor constructor = object == null ? null : made.get(object);
    if (object == null || constructor == null) {
      throw in.damaged("state for something that was not constructed");
    }
    constructor.setState(object, state);
  }

  private void resolve() throws MalformedDataException {
    Object id = stack.pop();
    if (references == null) {
      throw in.damaged("a persistent id");
    }
    stack.push(references.resolve(id));
  }
}
