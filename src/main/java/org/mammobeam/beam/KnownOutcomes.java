package org.mammobeam.beam;

import java.io.IOException;
import java.util.Optional;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Manifest;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.PlannedExam;
import org.mammobeam.stage.Worker;

/**
 * Outcomes that need no computing.
 *
 * @param worker with the store
 */
public record KnownOutcomes(Worker worker) {
  /**
   * What a stage comes to without computing: the failure that the run before remembers under this
   * key; the artifact that it names, if that is still there; else any artifact under the key.
   */
  public Optional<Outcome> find(String stage, Fingerprint key, PlannedExam exam)
      throws IOException {
    Optional<Outcome> earlier = exam.earlier(stage);
    if (earlier.isPresent()
        && earlier.get() instanceof Outcome.Failed failed
        && failed.fingerprint().equals(worker.failureKey(key))) {
      return Optional.of(failed.again());
    }
    Optional<Manifest> named = Optional.empty();
    if (earlier.isPresent() && earlier.get() instanceof Outcome.Done done) {
      Artifact artifact = done.artifact();
      named = artifact.key().equals(key) ? worker.store().manifest(artifact) : Optional.empty();
    }
    return (named.isPresent() ? named : worker.store().find(stage, key))
        .map(found -> new Outcome.Done(found.artifact(), true, found.cpuMillis()));
  }
}
