package org.mammobeam.model;

import java.io.IOException;

/** A model bundle is not what it should be. */
public final class BundleException extends IOException {
  public BundleException(String message) {
    super(message);
  }

  public BundleException(String message, Throwable cause) {
    super(message, cause);
  }
}
