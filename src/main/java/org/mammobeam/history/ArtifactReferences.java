package org.mammobeam.history;

import java.util.HashSet;
import java.util.Set;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.StageOutcome;

/** Which artifacts some rows name: a set of hashes of their folders, about 80 bytes each. */
final class ArtifactReferences {
  private final Set<Hash128> folders = new HashSet<>();

  /** Adds what a row names. */
  void add(ExamResult row) {
    for (StageOutcome outcome : row.outcomes()) {
      outcome.artifact().ifPresent(named -> folders.add(Hash128.of(named.folder())));
    }
  }

  /** Whether a row names the artifact of a folder. */
  boolean contains(String folder) {
    return folders.contains(Hash128.of(folder));
  }
}
