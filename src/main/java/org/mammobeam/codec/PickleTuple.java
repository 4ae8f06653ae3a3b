package org.mammobeam.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tuple of Python, distinct from a list. */
public record PickleTuple(List<@Nullable Object> items) {
  public PickleTuple {
    items = Collections.unmodifiableList(new ArrayList<>(items));
  }

  /** A tuple of these items. */
  public static PickleTuple of(@Nullable Object... items) {
    List<@Nullable Object> list = new ArrayList<>();
    Collections.addAll(list, items);
    return new PickleTuple(list);
  }
}
