package org.mammobeam.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.RunFolder;

/**
 * The published runs of an output folder, each checked when it is asked for.
 *
 * @param output the folder
 */
record SoundRuns(Folder output) {
  /** IDs of the runs, the newest first. */
  List<String> newestFirst() throws IOException {
    List<String> runs = new ArrayList<>(RunFolder.published(output).toList());
    Collections.reverse(runs);
    return runs;
  }

  /** The newest run. */
  SoundRun newest() throws IOException {
    List<String> runs = newestFirst();
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("no run was published in " + output.uri());
    }
    return get(runs.get(0));
  }

  /** A run. */
  SoundRun get(String run) throws IOException {
    return SoundRun.open(new RunFolder(output, run));
  }

  /** A run, if it can be believed. */
  Optional<SoundRun> find(String run) throws IOException {
    try {
      return Optional.of(get(run));
    } catch (DamagedRunException e) {
      return Optional.empty();
    }
  }
}
