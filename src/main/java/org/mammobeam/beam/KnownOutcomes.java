package org.mammobeam.beam;

import java.io.IOException;
import java.util.Optional;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.ArtifactStore;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Fingerprinter;
import org.mammobeam.artifact.Manifest;
import org.mammobeam.exam.Failure;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.PlannedExam;

/**
 * Outcomes that need no computing.
 *
 * @param store with the artifacts
 * @param maxPixels images with more pixels are refused
 */
public record KnownOutcomes(ArtifactStore store, long maxPixels) {
  /**
   * The fingerprint of all that a failure depends on: what the artifact would have, and the limit
   * of pixels, which refuses images but changes none.
   */
  Fingerprint failureKey(Fingerprint key) {
    return new Fingerprinter().add(key).add(maxPixels).finish();
  }

  /**
   * What a stage comes to without computing: the failure that the run before remembers under this
   * key; the artifact that it names, if that is still there; else any artifact under the key.
   */
  public Optional<Outcome> find(String stage, Fingerprint key, PlannedExam exam)
      throws IOException {
    Optional<Outcome> earlier = exam.earlier(stage);
    if (earlier.isPresent()
        && earlier.get() instanceof Outcome.Failed failed
        && failed.failure().kind() != Failure.Kind.CHANGED
        && failed.fingerprint().equals(failureKey(key))) {
      return Optional.of(failed.again());
    }
    Optional<Manifest> named = Optional.empty();
    if (earlier.isPresent() && earlier.get() instanceof Outcome.Done done) {
      Artifact artifact = done.artifact();
      named = artifact.key().equals(key) ? store.manifest(artifact) : Optional.empty();
    }
    return (named.isPresent() ? named : store.find(stage, key))
        .map(found -> new Outcome.Done(found.artifact(), true, found.cpuMillis()));
  }
}
