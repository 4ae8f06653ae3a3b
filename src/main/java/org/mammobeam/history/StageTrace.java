package org.mammobeam.history;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.ArtifactStore;
import org.mammobeam.artifact.Manifest;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.stage.Reads;

/**
 * What a stage read, and what it made of it, for one exam.
 *
 * @param stage its name
 * @param version of its code
 * @param settings all of them, as text; empty where they are not known
 * @param outcome in a run
 * @param remark why it failed or did not run, else empty
 * @param key of the artifact, or fingerprint of all that the failure depends on; else empty
 * @param artifact its folder, relative to the output folder; empty without
 * @param there whether the artifact is in the store
 * @param reads all that the key is of, besides the stage itself
 * @param contents per part of the artifact its digest
 * @param values small results
 * @param cpuMillis processor time that the artifact took
 * @param origin who made the artifact, when, where and with what; empty if it is no longer there
 */
public record StageTrace(
    String stage,
    int version,
    String settings,
    Result outcome,
    String remark,
    String key,
    String artifact,
    boolean there,
    List<Reads.Content> reads,
    SortedMap<String, String> contents,
    SortedMap<String, String> values,
    long cpuMillis,
    SortedMap<String, String> origin) {
  /** What can become of a stage for an exam in a run. */
  public enum Result {
    COMPUTED,
    REUSED,
    FAILED,
    /** It failed earlier on the same and was not tried again. */
    REMEMBERED,
    NOT_RUN
  }

  /**
   * The trace of an outcome.
   *
   * @param run that the outcome is told of; what others computed, it reused
   */
  static StageTrace of(ExamTrace exam, StageOutcome of, String run, ArtifactStore store)
      throws IOException {
    boolean own = exam.row().run().equals(run);
    Outcome outcome = own ? of.outcome() : of.outcome().again();
    Optional<Manifest> manifest =
        of.artifact().isPresent() ? store.manifest(of.artifact().get()) : Optional.empty();
    SortedMap<String, String> contents = new TreeMap<>();
    of.artifact()
        .ifPresent(
            artifact ->
                artifact.parts().forEach((name, part) -> contents.put(name, part.content().hex())));
    return new StageTrace(
        of.stage(),
        of.version(),
        exam.settings(of.stage()),
        result(outcome),
        remark(outcome),
        key(outcome),
        of.artifact().map(Artifact::folder).orElse(""),
        manifest.isPresent(),
        exam.reads(of.stage()),
        contents,
        of.artifact().map(Artifact::values).orElseGet(TreeMap::new),
        outcome instanceof Outcome.Done done ? done.cpuMillis() : 0,
        manifest.map(Manifest::origin).orElseGet(TreeMap::new));
  }

  /** What an artifact says of itself that no run refers to. */
  static StageTrace orphan(Manifest manifest) {
    Artifact artifact = manifest.artifact();
    SortedMap<String, String> contents = new TreeMap<>();
    artifact.parts().forEach((name, part) -> contents.put(name, part.content().hex()));
    String version = manifest.origin().getOrDefault("version", "");
    return new StageTrace(
        artifact.stage(),
        version.matches("[0-9]{1,9}") ? Integer.parseInt(version) : 0,
        manifest.origin().getOrDefault("settings", ""),
        Result.COMPUTED,
        "",
        artifact.key().hex(),
        artifact.folder(),
        true,
        List.of(),
        contents,
        artifact.values(),
        manifest.cpuMillis(),
        manifest.origin());
  }

  private static Result result(Outcome outcome) {
    if (outcome instanceof Outcome.Done done) {
      return done.reused() ? Result.REUSED : Result.COMPUTED;
    }
    if (outcome instanceof Outcome.Failed failed) {
      return failed.remembered() ? Result.REMEMBERED : Result.FAILED;
    }
    return Result.NOT_RUN;
  }

  /** Why there is no artifact; empty where there is one. */
  static String remark(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed
        ? failed.failure().reason()
        : outcome instanceof Outcome.NotRun notRun ? notRun.reason() : "";
  }

  private static String key(Outcome outcome) {
    return outcome instanceof Outcome.Done done
        ? done.artifact().key().hex()
        : outcome instanceof Outcome.Failed failed ? failed.fingerprint().hex() : "";
  }
}
