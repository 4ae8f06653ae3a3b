package org.mammobeam.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.mammobeam.artifact.Sha256;

/**
 * JSON that ends with the SHA-256 of all that stands before it: a file that was cut off, mixed up
 * or edited is told from a whole one, on file systems that do not write all or nothing.
 */
public final class SealedJson {
  private static final String START = "{\"format\":1,";
  private static final String SEAL = ",\"digest\":\"";
  private static final String END = "\"}\n";
  private static final int TAIL = SEAL.length() + 64 + END.length();

  private SealedJson() {}

  /** The file of a record with at least one component. */
  public static byte[] seal(Record value) {
    String json = CanonicalJson.text(value);
    String body = START + json.substring(1, json.length() - 1);
    String digest = Sha256.of(body.getBytes(StandardCharsets.UTF_8)).hex();
    return (body + SEAL + digest + END).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads such a file.
   *
   * @throws MalformedDataException if it is not whole, or of another format
   */
  public static <T extends Record> T open(byte[] file, Class<T> type)
      throws MalformedDataException {
    int length = file.length - TAIL;
    if (length < START.length()) {
      throw new MalformedDataException("too short for a sealed file");
    }
    byte[] body = Arrays.copyOf(file, length);
    String tail = new String(file, length, TAIL, StandardCharsets.UTF_8);
    if (!tail.equals(SEAL + Sha256.of(body).hex() + END)) {
      throw new MalformedDataException("the digest at its end does not fit: cut off or changed");
    }
    String text = new String(body, StandardCharsets.UTF_8);
    if (!text.startsWith(START)) {
      throw new MalformedDataException("written in another format");
    }
    String json = "{" + text.substring(START.length()) + "}";
    return CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8), type);
  }
}
