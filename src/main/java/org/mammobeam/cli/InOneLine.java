package org.mammobeam.cli;

import java.util.regex.Pattern;

/** Text from names of files, for a terminal. */
final class InOneLine {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private InOneLine() {}

  /** The text with a question mark for whatever would steer the terminal. */
  static String of(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }
}
