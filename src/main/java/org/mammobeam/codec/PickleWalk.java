package org.mammobeam.codec;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures a value as a tree, every shared part counted wherever it occurs.
 *
 * <p>A pickle of a few hundred bytes can hold lists of lists that share their items and that no
 * walker would ever finish, or a list that holds itself. Both are refused here, once, so that
 * whoever uses the value may simply walk it.
 */
final class PickleWalk {
  private static final Size SINGLE = new Size(1, 0);
  private static final Size BEING_MEASURED = new Size(-1, -1);

  private final PickleLimits limits;
  private final IdentityHashMap<Object, Size> known = new IdentityHashMap<>();

  private record Size(long values, int height) {}

  private PickleWalk(PickleLimits limits) {
    this.limits = limits;
  }

  /** Refuses a value that is too large when written out in full, too deep, or part of itself. */
  static void check(@Nullable Object value, PickleLimits limits) throws MalformedDataException {
    new PickleWalk(limits).measure(value, 0);
  }

  // Recursion is bounded by the depth that is allowed.
  private Size measure(@Nullable Object value, int depth) throws MalformedDataException {
    List<Collection<?>> parts = parts(value);
    if (value == null || parts.isEmpty()) {
      return SINGLE;
    }
    Size size = known.get(value);
    if (BEING_MEASURED.equals(size)) {
      throw new MalformedDataException("the pickle holds a container that is part of itself");
    }
    if (size == null) {
      checkDepth(depth + 1);
      known.put(value, BEING_MEASURED);
      size = sum(parts, depth + 1);
      known.put(value, size);
    }
    checkDepth(depth + size.height());
    return size;
  }

  private Size sum(List<Collection<?>> parts, int depth) throws MalformedDataException {
    long values = 1;
    int height = 0;
    for (Collection<?> part : parts) {
      for (Object item : part) {
        Size size = measure(item, depth);
        values += size.values();
        height = Math.max(height, size.height());
        if (values > limits.maxValues()) {
          throw new MalformedDataException(
              "the pickle unfolds to more than " + limits.maxValues() + " values");
        }
      }
    }
    return new Size(values, height + 1);
  }

  private void checkDepth(int depth) throws MalformedDataException {
    if (depth > limits.maxDepth()) {
      throw new MalformedDataException(
          "the pickle is nested deeper than " + limits.maxDepth() + " levels");
    }
  }

  private static List<Collection<?>> parts(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return List.of(list);
    }
    if (value instanceof PickleTuple tuple) {
      return List.of(tuple.items());
    }
    if (value instanceof Map<?, ?> map) {
      return List.of(map.keySet(), map.values());
    }
    return List.of();
  }
}
