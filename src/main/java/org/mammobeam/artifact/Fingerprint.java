package org.mammobeam.artifact;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A SHA-256: the identity of some values.
 *
 * @param hex 64 small hexadecimal digits
 */
public record Fingerprint(String hex) implements Serializable, Comparable<Fingerprint> {
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

  public Fingerprint {
    if (!DIGITS.matcher(hex).matches()) {
      throw new IllegalArgumentException("'" + hex + "' is not a SHA-256");
    }
  }

  @Override
  public int compareTo(Fingerprint other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
