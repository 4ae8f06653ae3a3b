package org.mammobeam.beam;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;

/**
 * The name that an output folder keeps wherever it is moved: runs that were copied in from another
 * output are told from its own, as their artifacts are not here.
 */
final class OutputIdentity {
  private static final String FOLDER = "identity/";

  private OutputIdentity() {}

  /** Gives the folder an identity if it has none. */
  static void ensure(Folder output) throws IOException {
    if (find(output).isEmpty()) {
      output.write(FOLDER + UUID.randomUUID(), new byte[0]);
    }
  }

  /** The identity; of several, as two runs at once may leave in a new folder, the smallest. */
  static Optional<String> find(Folder output) throws IOException {
    return output.list(FOLDER + "*").stream()
        .map(Metadata::resourceId)
        .map(output::relative)
        .map(file -> file.substring(FOLDER.length()))
        .filter(name -> !name.endsWith(".tmp"))
        .min(String::compareTo);
  }
}
