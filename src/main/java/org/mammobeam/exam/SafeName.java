package org.mammobeam.exam;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells names that may become part of a path from those that could lead out of a folder. */
final class SafeName {
  private static final int MAX_LENGTH = 255;

  /** Control characters, formatting ones that disguise others, and halves of characters. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private SafeName() {}

  /**
   * Refuses a name that is not the plain name of one file or folder.
   *
   * @param what is named, for the message
   */
  static void check(String what, String name) throws UnprocessableExamException {
    String fault = fault(name);
    if (fault != null) {
      throw new UnprocessableExamException(
          "%s \"%s\" %s"
              .formatted(what, UNPRINTABLE.matcher(shortened(name)).replaceAll("?"), fault));
    }
  }

  private static @Nullable String fault(String name) {
    if (name.isEmpty()) {
      return "is empty";
    }
    if (name.length() > MAX_LENGTH) {
      return "is longer than " + MAX_LENGTH + " characters";
    }
    if (UNPRINTABLE.matcher(name).find()) {
      return "holds control characters";
    }
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
      return "holds a path separator where none belongs";
    }
    if (name.equals(".") || name.equals("..")) {
      return "leads out of its folder";
    }
    if (name.length() > 1 && name.charAt(1) == ':') {
      return "starts with a drive letter";
    }
    return null;
  }

  private static String shortened(String name) {
    return name.length() <= 80 ? name : name.substring(0, 80) + "...";
  }
}
