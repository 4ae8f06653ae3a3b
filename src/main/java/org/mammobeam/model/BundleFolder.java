package org.mammobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a bundle, wherever they are. */
@FunctionalInterface
public interface BundleFolder {
  /** Opens a file by its path inside the bundle, which uses {@code /}. */
  InputStream open(String path) throws IOException;

  /** A bundle in a local folder. */
  static BundleFolder of(Path folder) {
    return path -> Files.newInputStream(folder.resolve(path));
  }
}
