package org.mammobeam.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.RunFiles;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunRows;
import org.mammobeam.history.Collected.DeletedRun;

/**
 * Deletes what nobody needs any more: runs but the newest, runs that died, artifacts that no kept
 * run names, and leftovers of broken off writing; never anything that is younger than a day. While
 * a run may still go on, no artifact is deleted at all: it may use any. May be killed and run again
 * at any moment, and beside runs that begin.
 *
 * @param output the output folder
 * @param keepRuns how many published runs are kept, at least one
 * @param abandoned unfinished runs that are known to have ended
 * @param dryRun whether nothing is deleted
 */
public record GarbageCollection(
    Folder output, int keepRuns, Set<String> abandoned, boolean dryRun) {
  public GarbageCollection {
    if (keepRuns < 1) {
      throw new IllegalArgumentException("at least one run is kept, not " + keepRuns);
    }
    abandoned = Set.copyOf(abandoned);
  }

  /** Deletes. */
  public Collected collect() throws IOException {
    DayOld dayOld = DayOld.by(output);
    RunWatch runs = RunWatch.of(output, abandoned);
    KeptRuns kept = KeptRuns.decide(runs, keepRuns, dayOld);
    List<DeletedRun> deleted = deleteRuns(runs, kept, dayOld);
    ArtifactSweep sweep = sweep(runs, kept, dayOld);
    Leftovers leftovers = Leftovers.in(output, dayOld::is);
    if (!dryRun) {
      leftovers.delete(output);
    }
    return new Collected(
        dryRun,
        Stream.concat(kept.sound().stream(), kept.refused().stream()).sorted().toList(),
        deleted,
        sweep.attempts(),
        sweep.bytes(),
        leftovers.files().size(),
        leftovers.bytes(),
        remarks(runs, kept, sweep));
  }

  private ArtifactSweep sweep(RunWatch runs, KeptRuns kept, DayOld dayOld) throws IOException {
    ArtifactReferences named = new ArtifactReferences();
    ArtifactSweep sweep =
        new ArtifactSweep(
            runs,
            attempt -> dayOld.all(attempt.files()) && !named.contains(attempt.folder()),
            dryRun);
    if (runs.live().isEmpty()) {
      addNames(kept, named);
      sweep.sweep();
    }
    return sweep;
  }

  private List<String> remarks(RunWatch runs, KeptRuns kept, ArtifactSweep sweep) {
    List<String> remarks = new ArrayList<>();
    for (String run : kept.refused()) {
      remarks.add("run " + run + " stays: it is newer, and not believed");
    }
    for (String run : runs.live()) {
      remarks.add(
          "run %s may still go on: no artifact was deleted. If it has ended, say --abandoned=%s"
              .formatted(run, run));
    }
    for (String run : sweep.begun()) {
      remarks.add("run " + run + " began meanwhile: the artifacts that are left stay");
    }
    int more = kept.sound().size() - keepRuns;
    if (more > 0) {
      remarks.add(
          (more == 1 ? "one run" : more + " runs")
              + " beyond the newest %d: younger than a day, or what another run may build on"
                  .formatted(keepRuns));
    }
    return remarks;
  }

  /** Rows of runs that are not believed still keep what they can be seen to name. */
  private void addNames(KeptRuns kept, ArtifactReferences named) throws IOException {
    for (String run : kept.sound()) {
      RunRows.forEach(new RunFolder(output, run), named::add);
    }
    for (String run : kept.refused()) {
      RunRows.forEachReadable(new RunFolder(output, run), named::add);
    }
  }

  private List<DeletedRun> deleteRuns(RunWatch runs, KeptRuns kept, DayOld dayOld)
      throws IOException {
    List<DeletedRun> deleted = new ArrayList<>();
    Optional<Set<String>> newBases = RunFolder.bases(output, runs.begunSince());
    for (String id : kept.removed()) {
      if (newBases.isPresent() && !newBases.get().contains(id)) {
        RunFiles files = RunFiles.of(new RunFolder(output, id));
        deleted.add(delete(files, true, RunLine.State.PUBLISHED));
      }
    }
    for (String id : RunFolder.remains(output)) {
      deleteIfOld(id, true, dayOld).ifPresent(deleted::add);
    }
    for (String id : runs.dead()) {
      deleteIfOld(id, false, dayOld).ifPresent(deleted::add);
    }
    return deleted;
  }

  private Optional<DeletedRun> deleteIfOld(String id, boolean published, DayOld dayOld)
      throws IOException {
    RunFiles files = RunFiles.of(new RunFolder(output, id));
    return dayOld.all(files.files().values())
        ? Optional.of(delete(files, published, RunLine.State.DEAD))
        : Optional.empty();
  }

  private DeletedRun delete(RunFiles files, boolean published, RunLine.State state)
      throws IOException {
    if (!dryRun) {
      files.delete(published);
    }
    return new DeletedRun(files.run().id(), state, files.bytes());
  }
}
