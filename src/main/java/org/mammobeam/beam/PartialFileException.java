package org.mammobeam.beam;

import java.io.IOException;

/** A file came shorter or longer than its file system says it is. */
final class PartialFileException extends IOException {
  private static final long serialVersionUID = 1L;

  PartialFileException(String file, long expected, long found) {
    super("%s has %d bytes, and %d came".formatted(file, expected, found));
  }
}
