package org.mammobeam.stage;

import java.io.IOException;
import java.io.InputStream;

/** Files of a folder, such as the input. */
@FunctionalInterface
public interface SourceFiles {
  /** Opens a file by its path relative to the folder. */
  InputStream open(String path) throws IOException;
}
