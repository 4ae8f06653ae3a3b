package org.mammobeam.model;

import java.io.IOException;

/** A device cannot be used, or was lost: no fault of an exam, so the job must not go on as if. */
public final class DeviceException extends IOException {
  public DeviceException(String message) {
    super(message);
  }

  public DeviceException(String message, Throwable cause) {
    super(message, cause);
  }
}
