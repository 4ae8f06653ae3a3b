package org.mammobeam.codec;

import org.jspecify.annotations.Nullable;

/** Resolves persistent ids: references of a pickle to data that is stored outside of it. */
@FunctionalInterface
public interface PickleReferences {
  /**
   * Finds the data that an id stands for.
   *
   * @param id what the pickle wrote, often a {@link PickleTuple}
   * @throws MalformedDataException if it is no reference of the expected kind
   */
  Object resolve(@Nullable Object id) throws MalformedDataException;
}
