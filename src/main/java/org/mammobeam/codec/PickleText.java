package org.mammobeam.codec;

import java.nio.charset.StandardCharsets;

/** The two ways in which protocol 0 writes text on a line. */
final class PickleText {
  private static final String ESCAPES = "\\'\"nrtabfv";
  private static final String ESCAPED = "\\'\"\n\r\t\u0007\b\f\u000B";

  private final String line;
  private final long position;
  private final StringBuilder text;
  private int at;

  private PickleText(String line, long position) {
    this.line = line;
    this.position = position;
    this.text = new StringBuilder(line.length());
  }

  /**
   * Text that Python 2 wrote without an encoding; only ASCII is beyond doubt.
   *
   * @param position where in the pickle, for the message
   */
  static String ascii(byte[] bytes, long position) throws MalformedDataException {
    if (!isAscii(bytes)) {
      throw unknownEncoding(position);
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  static boolean isAscii(byte[] bytes) {
    for (byte next : bytes) {
      if (next < 0) {
        return false;
      }
    }
    return true;
  }

  /** A literal in quotes, as Python 2's {@code repr} writes it. */
  static String quoted(byte[] line, long position) throws MalformedDataException {
    String text = ascii(line, position);
    int last = text.length() - 1;
    boolean isQuoted = last > 0 && (text.charAt(0) == '\'' || text.charAt(0) == '"');
    if (!isQuoted || text.charAt(0) != text.charAt(last)) {
      throw damaged(position);
    }
    return new PickleText(text.substring(1, last), position).literal();
  }

  /** Latin-1 with \\u and \\U for the rest: Python's raw-unicode-escape. */
  static String rawUnicodeEscape(byte[] line, long position) throws MalformedDataException {
    return new PickleText(new String(line, StandardCharsets.ISO_8859_1), position).raw();
  }

  private String literal() throws MalformedDataException {
    while (at < line.length()) {
      char next = line.charAt(at++);
      text.append(next == '\\' ? escaped() : next);
    }
    return text.toString();
  }

  private char escaped() throws MalformedDataException {
    char kind = at < line.length() ? line.charAt(at++) : ' ';
    int simple = ESCAPES.indexOf(kind);
    if (simple >= 0) {
      return ESCAPED.charAt(simple);
    }
    if (kind != 'x') {
      throw damaged(position);
    }
    long code = hexadecimal(2);
    if (code > 0x7F) {
      throw unknownEncoding(position);
    }
    return (char) code;
  }

  private String raw() throws MalformedDataException {
    while (at < line.length()) {
      char next = line.charAt(at++);
      char kind = next == '\\' && at < line.length() ? line.charAt(at) : ' ';
      if (kind == 'u' || kind == 'U') {
        at++;
        appendCodePoint(hexadecimal(kind == 'u' ? 4 : 8));
      } else {
        text.append(next);
        // The second of two backslashes starts no escape.
        if (kind == '\\') {
          text.append(kind);
          at++;
        }
      }
    }
    return text.toString();
  }

  private void appendCodePoint(long code) throws MalformedDataException {
    if (code > Character.MAX_CODE_POINT) {
      throw damaged(position);
    }
    text.appendCodePoint((int) code);
  }

  private long hexadecimal(int digits) throws MalformedDataException {
    if (line.length() - at < digits) {
      throw damaged(position);
    }
    long code = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(line.charAt(at++), 16);
      if (digit < 0) {
        throw damaged(position);
      }
      code = 16 * code + digit;
    }
    return code;
  }

  private static MalformedDataException damaged(long position) {
    return new MalformedDataException("pickle with a damaged text before byte " + position);
  }

  private static MalformedDataException unknownEncoding(long position) {
    return new MalformedDataException(
        "pickle with text in an unknown encoding before byte " + position);
  }
}
