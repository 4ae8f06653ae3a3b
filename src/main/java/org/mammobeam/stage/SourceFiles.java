package org.mammobeam.stage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** Files of a folder, such as the input. */
@FunctionalInterface
public interface SourceFiles {
  /**
   * Opens a file by its path relative to the folder.
   *
   * @throws FileNotFoundException if there is none; other trouble is another exception
   */
  InputStream open(String path) throws IOException;
}
