package org.mammobeam.beam;

import java.util.List;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.mammobeam.artifact.Manifest;

/**
 * A folder of the artifact store: an artifact, or what was to become one.
 *
 * @param folder relative to the output folder
 * @param files in it
 */
public record StoredAttempt(String folder, List<Metadata> files) {
  public StoredAttempt {
    files = List.copyOf(files);
  }

  /** Length of its files. */
  public long bytes() {
    return files.stream().mapToLong(Metadata::sizeBytes).sum();
  }

  /** The file that makes it an artifact, whether or not it is there. */
  public String manifest() {
    return folder + "/" + Manifest.FILE;
  }

  /** The folder of all attempts under its key. */
  public String keyFolder() {
    return folder.substring(0, folder.lastIndexOf('/'));
  }
}
