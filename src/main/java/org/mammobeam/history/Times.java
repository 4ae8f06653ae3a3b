package org.mammobeam.history;

import java.time.Instant;

/** Moments for people. */
final class Times {
  private Times() {}

  /** In UTC, to the millisecond; empty for none. */
  static String utc(long millis) {
    return millis == 0 ? "" : Instant.ofEpochMilli(millis).toString();
  }
}
