package org.mammobeam.stream;

import java.io.Serializable;

/**
 * Something that was told at a time.
 *
 * @param text empty where there is nothing to tell
 * @param millis since when, in milliseconds since 1970
 */
public record Told(String text, long millis) implements Serializable {
  /** Nothing was told. */
  static final Told NOTHING = new Told("", 0);

  /** What is known when something is told too: the newest text, since it was first told. */
  Told then(Told other) {
    boolean known = millis != 0 && other.text.equals(text);
    return known || other.millis < millis ? this : other;
  }
}
