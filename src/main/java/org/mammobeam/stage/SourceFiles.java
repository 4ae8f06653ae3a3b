package org.mammobeam.stage;

import java.io.IOException;
import java.io.InputStream;

/** The input folder. */
@FunctionalInterface
public interface SourceFiles {
  /** Opens a file by its path relative to the input folder. */
  InputStream open(String path) throws IOException;
}
