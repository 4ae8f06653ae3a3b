package org.mammobeam.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times for people. */
final class StatusText {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private StatusText() {}

  /** A moment, in milliseconds since 1970. */
  static String moment(long millis) {
    return UTC.format(Instant.ofEpochMilli(millis));
  }

  /** A length, to two or three digits. */
  static String duration(long millis) {
    Duration duration = Duration.ofMillis(Math.max(0, millis));
    if (duration.toSeconds() < 10) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    Duration rounded = Duration.ofSeconds((duration.toMillis() + 500) / 1000);
    if (rounded.toMinutes() < 1) {
      return rounded.toSeconds() + " s";
    }
    return rounded.toHours() > 0
        ? "%d h %02d min".formatted(rounded.toHours(), rounded.toMinutesPart())
        : "%d min %02d s".formatted(rounded.toMinutes(), rounded.toSecondsPart());
  }
}
