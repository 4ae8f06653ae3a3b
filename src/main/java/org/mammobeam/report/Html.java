package org.mammobeam.report;

/** Text for HTML. Exam IDs and reasons come from outside: all of it passes through here. */
public final class Html {
  private Html() {}

  /** The text with the characters that mean something to HTML escaped. */
  public static String text(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
