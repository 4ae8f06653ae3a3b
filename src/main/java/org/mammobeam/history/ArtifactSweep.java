package org.mammobeam.history;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.mammobeam.Settings;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunResults;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.StoredAttempt;
import org.mammobeam.beam.StoredAttempts;

/**
 * Deletes attempts of the artifact store in the only way that is safe beside runs that begin
 * meanwhile: manifests first, so that nobody finds the artifacts any more; then, if a run has begun
 * by now, which may have found them before, the manifests are put back; else the files follow. A
 * sweep that is killed leaves attempts without a manifest, which are nothing to anybody and go with
 * the next.
 */
final class ArtifactSweep {
  private static final int BATCH = 500;

  private final RunWatch runs;
  private final Predicate<StoredAttempt> wanted;
  private final boolean dryRun;
  private final List<StoredAttempt> batch = new ArrayList<>();
  private Set<String> begun = Set.of();
  private long attempts;
  private long bytes;

  /**
   * @param wanted which attempts are deleted
   * @param dryRun whether they are only counted
   */
  ArtifactSweep(RunWatch runs, Predicate<StoredAttempt> wanted, boolean dryRun) {
    this.runs = runs;
    this.wanted = wanted;
    this.dryRun = dryRun;
  }

  /** Sweeps, as long as no run begins. */
  void sweep() throws IOException {
    new StoredAttempts(runs.output())
        .forEach(
            stages(),
            attempt -> {
              if (begun.isEmpty() && wanted.test(attempt)) {
                batch.add(attempt);
                if (batch.size() == BATCH) {
                  delete();
                }
              }
            });
    delete();
  }

  /** Attempts that were deleted. */
  long attempts() {
    return attempts;
  }

  /** Length of their files. */
  long bytes() {
    return bytes;
  }

  /** Runs that began meanwhile and ended the sweep; empty if it went through. */
  Set<String> begun() {
    return begun;
  }

  /** Stages of this program, and of others that have published runs here. */
  private Set<String> stages() throws IOException {
    Set<String> stages = new TreeSet<>(Settings.STAGES);
    for (String run : runs.published()) {
      try {
        RunSummary summary = RunResults.summary(new RunFolder(runs.output(), run));
        summary.info().plan().stages().forEach(stage -> stages.add(stage.stage()));
      } catch (IOException e) {
        // Not readable: what only its stages have stored stays.
      }
    }
    return stages;
  }

  private void delete() throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    if (!dryRun) {
      begun = runs.begunSince();
      if (!begun.isEmpty() || !deleteManifests()) {
        batch.clear();
        return;
      }
      deleteFiles();
    }
    attempts += batch.size();
    bytes += batch.stream().mapToLong(StoredAttempt::bytes).sum();
    batch.clear();
  }

  /** Gives false if they had to be put back. */
  private boolean deleteManifests() throws IOException {
    Map<String, byte[]> manifests = new TreeMap<>();
    for (StoredAttempt attempt : batch) {
      try {
        manifests.put(attempt.manifest(), runs.output().read(attempt.manifest()));
      } catch (FileNotFoundException e) {
        // A half-written attempt.
      }
    }
    runs.output().delete(List.copyOf(manifests.keySet()));
    begun = runs.begunSince();
    if (begun.isEmpty()) {
      return true;
    }
    for (Map.Entry<String, byte[]> manifest : manifests.entrySet()) {
      runs.output().write(manifest.getKey(), manifest.getValue());
    }
    return false;
  }

  private void deleteFiles() throws IOException {
    List<String> files = new ArrayList<>();
    for (StoredAttempt attempt : batch) {
      attempt.files().stream()
          .map(file -> runs.output().relative(file.resourceId()))
          .filter(file -> !file.equals(attempt.manifest()))
          .forEach(files::add);
    }
    runs.output().delete(files);
    for (StoredAttempt attempt : batch) {
      runs.output().deleteEmptyFolder(attempt.folder());
      runs.output().deleteEmptyFolder(attempt.keyFolder());
    }
  }
}
