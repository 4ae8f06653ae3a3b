package org.mammobeam.runner;

/** The cluster is not set up for what was asked; the message says what to set. */
public final class PlacementException extends Exception {
  public PlacementException(String message) {
    super(message);
  }

  public PlacementException(String message, Throwable cause) {
    super(message, cause);
  }
}
