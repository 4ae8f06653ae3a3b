package org.mammobeam.exam;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.Hash128;

/**
 * All that a run knows of an exam in the end: the detail row of its table.
 *
 * @param source the exam as it came
 * @param run that wrote the row: what this run reused or tried is said of that one
 * @param plan hash of the plan that the outcomes come from
 * @param outcomes of the stages in their order
 */
public record ExamResult(SourceExam source, String run, Hash128 plan, List<StageOutcome> outcomes)
    implements Serializable {
  /** By exam ID, byte by byte as UTF-8: the order of every result file. */
  public static final Comparator<ExamResult> BY_ID =
      Comparator.comparing(
          result -> result.source().id().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  public ExamResult {
    outcomes = List.copyOf(outcomes);
  }

  /** What has become of an exam behind its last stage. */
  public static ExamResult of(ScreenedExam exam, String run) {
    return new ExamResult(exam.source(), run, exam.planned().plan(), exam.outcomes());
  }

  /** The row that another run writes for the same exam, read again and found unchanged. */
  public ExamResult keptBy(String other, SourceExam found) {
    SourceExam same =
        new SourceExam(found.files(), found.state(), source.models(), source.content());
    return new ExamResult(same, other, plan, outcomes.stream().map(StageOutcome::again).toList());
  }

  /** What a stage made of the exam, if it did. */
  public Optional<Artifact> artifact(String stage) {
    return outcomes.stream()
        .filter(outcome -> outcome.stage().equals(stage))
        .flatMap(outcome -> outcome.artifact().stream())
        .findFirst();
  }

  /** What went wrong, in the order of the stages. */
  public List<StageFailure> failures() {
    if (source.content() instanceof SourceImages.Unusable unusable) {
      return List.of(
          new StageFailure(
              source.id(), StageFailure.EXAM, unusable.fingerprint(), unusable.failure()));
    }
    return outcomes.stream().flatMap(outcome -> failure(outcome).stream()).toList();
  }

  /**
   * Whether its files were being changed while it was screened: nothing that the row says of them
   * is relied upon, and no run keeps it.
   */
  public boolean wasDisturbed() {
    return failures().stream().anyMatch(f -> f.failure().kind() == Failure.Kind.CHANGED);
  }

  private Optional<StageFailure> failure(StageOutcome outcome) {
    return outcome.outcome() instanceof Outcome.Failed failed
        ? Optional.of(
            new StageFailure(source.id(), outcome.stage(), failed.fingerprint(), failed.failure()))
        : Optional.empty();
  }
}
