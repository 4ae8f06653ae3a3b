package org.mammobeam.exam;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mammobeam.artifact.Artifact;

/**
 * What a stage, by name and version, came to for one exam.
 *
 * @param stage name of the stage
 * @param version of its code
 * @param outcome what it came to
 */
public record StageOutcome(String stage, int version, Outcome outcome) implements Serializable {
  /** The artifact, if there is one. */
  public Optional<Artifact> artifact() {
    return outcome instanceof Outcome.Done done ? Optional.of(done.artifact()) : Optional.empty();
  }

  /** The same, as a later run takes it over. */
  public StageOutcome again() {
    return new StageOutcome(stage, version, outcome.again());
  }

  /** The outcomes so far and this one. */
  List<StageOutcome> after(List<StageOutcome> before) {
    return Stream.concat(before.stream(), Stream.of(this)).toList();
  }
}
