package org.mammobeam.codec;

/**
 * Bytes that are not what they claim to be, or more than the limits allow: reading them again would
 * fail again. Trouble of the stream itself is an {@link java.io.IOException} instead.
 */
public final class MalformedDataException extends Exception {
  /**
   * Refuses data.
   *
   * @param reason what is wrong with the data, in words for whoever made the file
   */
  public MalformedDataException(String reason) {
    super(reason);
  }

  public MalformedDataException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
