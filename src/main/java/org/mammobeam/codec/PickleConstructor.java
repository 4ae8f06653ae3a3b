package org.mammobeam.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in for a class or function that a pickle calls. */
public interface PickleConstructor {
  /**
   * Makes the value. A {@link List} or {@link java.util.Map} may be filled by the pickle
   * afterwards.
   *
   * @throws MalformedDataException if the arguments are not what the function takes
   */
  Object construct(List<@Nullable Object> arguments) throws MalformedDataException;

  /**
   * Sets what the pickle saved of the object besides its items.
   *
   * @throws MalformedDataException if objects of this class have no such state; the default
   */
  default void setState(Object made, @Nullable Object state) throws MalformedDataException {
    throw new MalformedDataException("refused as unsafe: state for an object that has none");
  }
}
