package org.mammobeam.beam;

import java.io.Serializable;
import java.util.List;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Fingerprinter;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImages;
import org.mammobeam.exam.StageOutcome;

/**
 * A result that a stream has published.
 *
 * @param row all that is known of the exam
 */
public record Publication(ExamResult row) implements Serializable {
  /**
   * Of what the result says: the same for a result that was made again, of whichever attempt, in
   * whatever time, from files that were touched.
   */
  public Fingerprint digest() {
    SourceExam source = row.source();
    Fingerprinter digest = new Fingerprinter().add(source.id()).add(row.plan());
    if (source.content() instanceof SourceImages.Listed listed) {
      digest.add(listed.flip()).add(listed.images());
    } else if (source.content() instanceof SourceImages.Unusable unusable) {
      digest.add(unusable.fingerprint()).add(unusable.failure());
    }
    for (StageOutcome outcome : row.outcomes()) {
      digest.add(outcome.stage()).add(outcome.version()).add(essence(outcome.outcome()));
    }
    return digest.finish();
  }

  private static List<Object> essence(Outcome outcome) {
    if (outcome instanceof Outcome.Done done) {
      Artifact artifact = done.artifact();
      return List.of(
          artifact.key(), artifact.parts().values().stream().map(part -> part.content()).toList());
    }
    if (outcome instanceof Outcome.Failed failed) {
      return List.of(failed.fingerprint(), failed.failure().reason());
    }
    return List.of(outcome);
  }
}
