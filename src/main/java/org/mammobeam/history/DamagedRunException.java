package org.mammobeam.history;

import java.io.IOException;

/** A run that cannot be believed: it is no longer what was published, or another output's. */
public final class DamagedRunException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedRunException(String run, Throwable why) {
    super("run " + run + " cannot be used: " + why.getMessage(), why);
  }
}
