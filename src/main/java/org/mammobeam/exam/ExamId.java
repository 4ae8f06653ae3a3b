package org.mammobeam.exam;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Rules for the names of exams. */
public final class ExamId {
  private static final int MAX_FILE_NAME = 120;
  private static final int KEPT_OF_LONG_NAMES = 80;

  private ExamId() {}

  /**
   * Refuses an ID that could not be the name of one folder.
   *
   * @throws UnprocessableExamException if it is empty or very long, {@code .}, holds {@code ..}, a
   *     path separator or control characters, or starts with a drive letter
   */
  public static void check(String id) throws UnprocessableExamException {
    SafeName.check("exam ID", id);
    if (id.contains("..")) {
      throw new UnprocessableExamException("exam ID \"" + id + "\" holds two dots in a row");
    }
  }

  /** The ID of a flat list's exam that has no better one. */
  public static String ofIndex(int index) {
    return "exam-%05d".formatted(index);
  }

  /**
   * A file name for an ID, of letters, digits and {@code . _ - ~} only: another ID gives another
   * name, and the ID can be read from it unless it is very long. It needs no escaping in a URL and
   * never starts with a dot, dash, underscore or tilde other than that of an escaped character.
   */
  public static String fileName(String id) {
    StringBuilder name = new StringBuilder();
    for (byte next : id.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (next & 0xFF);
      if (isAlphanumeric(letter) || (name.length() > 0 && "._-".indexOf(letter) >= 0)) {
        name.append(letter);
      } else {
        name.append('~').append(HexFormat.of().withUpperCase().toHexDigits(next));
      }
    }
    if (name.length() <= MAX_FILE_NAME) {
      return name.toString();
    }
    return name.substring(0, KEPT_OF_LONG_NAMES) + "~~" + digest(id);
  }

  private static boolean isAlphanumeric(char letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || (letter >= '0' && letter <= '9');
  }

  private static String digest(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
