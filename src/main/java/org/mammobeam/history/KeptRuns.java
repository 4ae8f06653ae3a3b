package org.mammobeam.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mammobeam.beam.BaseRun;
import org.mammobeam.beam.RunFiles;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.codec.MalformedDataException;

/**
 * Decides which published runs stay: the newest sound ones, and with them newer ones that are not
 * believed; all that are younger than a day; the one that was the newest sound one a day ago, as a
 * run may just be beginning that has chosen it for its base; and those that unfinished runs have
 * for theirs.
 */
final class KeptRuns {
  private final RunWatch runs;
  private final DayOld dayOld;
  private final Set<String> sound = new TreeSet<>();
  private final Set<String> refused = new TreeSet<>();
  private final List<String> removed = new ArrayList<>();

  private KeptRuns(RunWatch runs, DayOld dayOld) {
    this.runs = runs;
    this.dayOld = dayOld;
  }

  /**
   * Decides.
   *
   * @param most how many sound runs are kept, at least one
   */
  static KeptRuns decide(RunWatch runs, int most, DayOld dayOld) throws IOException {
    KeptRuns kept = new KeptRuns(runs, dayOld);
    kept.decide(most);
    return kept;
  }

  /** IDs of the runs whose rows are believed and kept, oldest first. */
  Set<String> sound() {
    return sound;
  }

  /** IDs of the runs that are not believed and stay all the same, oldest first. */
  Set<String> refused() {
    return refused;
  }

  /** IDs of the runs to be deleted, oldest first. */
  List<String> removed() {
    return removed;
  }

  private void decide(int most) throws IOException {
    Optional<Set<String>> bases = RunFolder.bases(runs.output(), runs.live());
    List<String> newestFirst = new ArrayList<>(runs.published());
    Collections.reverse(newestFirst);
    int counted = 0;
    boolean anOldOne = false;
    for (String id : newestFirst) {
      RunFolder run = new RunFolder(runs.output(), id);
      boolean old = dayOld.all(RunFiles.of(run).files().values());
      boolean needed = bases.isEmpty() || bases.get().contains(id);
      if (counted >= most && anOldOne && old && !needed) {
        removed.add(0, id);
      } else if (isSound(run)) {
        sound.add(id);
        counted++;
        anOldOne |= old;
      } else {
        refused.add(id);
      }
    }
  }

  private static boolean isSound(RunFolder run) throws IOException {
    try {
      BaseRun.check(run);
      return true;
    } catch (MalformedDataException e) {
      return false;
    }
  }
}
