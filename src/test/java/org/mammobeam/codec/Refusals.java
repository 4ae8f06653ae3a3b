package org.mammobeam.codec;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** Asserts that bad data is refused with its reason. */
final class Refusals {
  private Refusals() {}

  static void assertRefused(String reason, Executable reading) {
    String message =
        String.valueOf(assertThrows(MalformedDataException.class, reading).getMessage());
    assertTrue(message.contains(reason), message);
  }
}
