package org.mammobeam.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunStart;

/**
 * The runs of an output folder as they were found, against which they are compared before anything
 * is deleted that a run begun since might use.
 *
 * @param output the output folder
 * @param published IDs of published runs, oldest first
 * @param dead IDs of those that will not be published any more
 * @param live IDs of those that may still go on
 */
record RunWatch(Folder output, List<String> published, List<String> dead, List<String> live) {
  /**
   * Looks at the runs.
   *
   * @param abandoned unfinished runs that are known to have ended
   */
  static RunWatch of(Folder output, Set<String> abandoned) throws IOException {
    // In this order, a run that is published meanwhile is not missed.
    List<String> unfinished = new ArrayList<>(RunFolder.unfinished(output));
    List<String> published = RunFolder.published(output).toList();
    unfinished.removeAll(published);
    List<String> dead = new ArrayList<>();
    List<String> live = new ArrayList<>();
    for (String run : unfinished) {
      Optional<RunStart> start = new RunFolder(output, run).started();
      boolean ended = start.map(RunStart::hasEnded).orElse(false);
      (ended || abandoned.contains(run) ? dead : live).add(run);
    }
    return new RunWatch(output, published, dead, live);
  }

  /** IDs of runs that have begun since. */
  Set<String> begunSince() throws IOException {
    Set<String> begun = new TreeSet<>(RunFolder.unfinished(output));
    begun.addAll(RunFolder.published(output).toList());
    published.forEach(begun::remove);
    dead.forEach(begun::remove);
    live.forEach(begun::remove);
    return begun;
  }
}
