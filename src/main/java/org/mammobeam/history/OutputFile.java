package org.mammobeam.history;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.mammobeam.artifact.Manifest;
import org.mammobeam.artifact.StoredFile;
import org.mammobeam.beam.Folder;

/**
 * A file of an output folder, as it is now.
 *
 * @param path relative to the output folder
 * @param sha256 digest of its bytes, empty if it is not there
 */
record OutputFile(String path, String sha256) {
  /** Reads a file. */
  static OutputFile read(Folder output, String path) throws IOException {
    try {
      return new OutputFile(path, output.digest(path).hex());
    } catch (FileNotFoundException e) {
      return new OutputFile(path, "");
    }
  }

  /** Whether it is there. */
  boolean exists() {
    return !sha256.isEmpty();
  }

  /** What is odd about it as the file of an artifact, or as a copy of one; empty for nothing. */
  String oddities(Optional<Manifest> manifest) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (!exists()) {
      return "the file is not there";
    }
    if (manifest.isEmpty()) {
      return "its artifact is no longer in the store";
    }
    if (name.equals(Manifest.FILE)) {
      return "";
    }
    Optional<StoredFile> stored =
        manifest.get().files().stream().filter(known -> known.name().equals(name)).findFirst();
    return stored.isEmpty()
        ? "its artifact has no such file"
        : stored.get().digest().hex().equals(sha256)
            ? ""
            : "its bytes are not those of its artifact";
  }
}
