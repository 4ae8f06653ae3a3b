package org.mammobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * One file of a bundle.
 *
 * @param path relative to the bundle's folder, with {@code /}
 * @param sha256 SHA-256 of the file's bytes in small hexadecimal digits
 * @param bytes length of the file
 */
public record BundleFile(String path, String sha256, long bytes) implements Serializable {
  private static final Pattern PLAIN_PATH =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public BundleFile {
    if (!PLAIN_PATH.matcher(path).matches()) {
      throw new IllegalArgumentException("'" + path + "' is not a plain relative path");
    }
    if (!DIGEST.matcher(sha256).matches()) {
      throw new IllegalArgumentException("'" + sha256 + "' is not a SHA-256");
    }
    if (bytes < 1 || bytes > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(bytes + " bytes are no size of a model file");
    }
  }

  /** Describes a file by its content. */
  public static BundleFile of(String path, byte[] content) {
    return new BundleFile(path, digest(content), content.length);
  }

  /**
   * Reads the file whole and checks it.
   *
   * @throws BundleException if length or digest are not those of this record
   */
  public byte[] read(BundleFolder folder) throws IOException {
    byte[] content;
    try (InputStream in = folder.open(path)) {
      content = in.readNBytes((int) bytes + 1);
    }
    if (content.length != bytes) {
      String found = content.length > bytes ? "more" : Integer.toString(content.length);
      throw new BundleException(
          path + ": bundle.json promises " + bytes + " bytes, the file has " + found);
    }
    String found = digest(content);
    if (!found.equals(sha256)) {
      throw new BundleException(
          path + ": its SHA-256 is " + found + ", bundle.json promises " + sha256);
    }
    return content;
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
