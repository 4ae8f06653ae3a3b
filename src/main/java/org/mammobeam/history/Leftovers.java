package org.mammobeam.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.mammobeam.beam.Folder;

/**
 * Files that writers leave who are killed before they can give them their names. Those of the
 * artifact store go with their attempts.
 *
 * @param files in no order
 */
record Leftovers(List<Metadata> files) {
  /** Wherever the program writes. */
  private static final List<String> PLACES =
      List.of(
          "*.tmp",
          "identity/*.tmp",
          "predictions/*.tmp",
          "report/*.tmp",
          "overlays/*/*.tmp",
          ForgottenExam.FOLDER + "*.tmp",
          "runs/*/*.tmp",
          "runs/*/*/*.tmp",
          "runs/*/*/*/*.tmp");

  private static final Pattern NAME =
      Pattern.compile(".+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

  /** Finds them. */
  static Leftovers in(Folder output, Predicate<Metadata> wanted) throws IOException {
    List<Metadata> files = new ArrayList<>();
    for (String place : PLACES) {
      for (Metadata file : output.list(place)) {
        if (NAME.matcher(String.valueOf(file.resourceId().getFilename())).matches()
            && wanted.test(file)) {
          files.add(file);
        }
      }
    }
    return new Leftovers(files);
  }

  /** Their length together. */
  long bytes() {
    return files.stream().mapToLong(Metadata::sizeBytes).sum();
  }

  void delete(Folder output) throws IOException {
    output.delete(files.stream().map(file -> output.relative(file.resourceId())).toList());
  }
}
