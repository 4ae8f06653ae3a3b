package org.mammobeam.cli;

import java.nio.file.Path;

/** Where this program lies. */
final class Installation {
  private Installation() {}

  /** The folder of the project, as the start script tells; else the working folder. */
  static Path home() {
    return Path.of(System.getProperty("mammobeam.home", "."));
  }
}
