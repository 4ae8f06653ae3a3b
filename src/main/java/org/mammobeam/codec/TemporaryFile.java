package org.mammobeam.codec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files for a moment, in the folder that the system property {@code java.io.tmpdir} names. */
public final class TemporaryFile {
  private TemporaryFile() {}

  /**
   * Tries whether files can be made. Libraries need them, too, and what they say otherwise helps
   * nobody.
   *
   * @throws IOException that says what to set where none can be made
   */
  public static void check() throws IOException {
    Files.delete(create(".tmp"));
  }

  /**
   * Makes an empty file of a new name.
   *
   * @throws IOException that says what to set where none can be made
   */
  public static Path create(String suffix) throws IOException {
    try {
      return Files.createTempFile("mammobeam-", suffix);
    } catch (IOException e) {
      throw new IOException(
          ("no temporary file can be written in %s; set java.io.tmpdir to a folder that can"
                  + " be written (MAMMOBEAM_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER): %s")
              .formatted(System.getProperty("java.io.tmpdir"), e),
          e);
    }
  }
}
