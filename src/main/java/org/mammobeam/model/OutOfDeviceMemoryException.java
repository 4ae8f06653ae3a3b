package org.mammobeam.model;

/** A batch does not fit into the device's memory; a smaller one may. */
public final class OutOfDeviceMemoryException extends Exception {
  public OutOfDeviceMemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
