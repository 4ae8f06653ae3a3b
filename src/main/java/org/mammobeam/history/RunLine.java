package org.mammobeam.history;

import java.util.List;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.StageCount;

/**
 * A run in one line.
 *
 * @param run its ID
 * @param state what has become of it
 * @param remark why it is not believed, or what is known of an unfinished one; else empty
 * @param startedMillis when it began, in milliseconds since 1970; 0 where unknown
 * @param finishedMillis when it was published; 0 if it was not
 * @param base the run whose table it looked exams up in, empty without
 * @param models name of the model bundle, empty where unknown
 * @param task which exams it was to work on
 * @param exams in its results
 * @param failedExams of them, those with a failure
 * @param computed stage results that it computed
 * @param reused stage results that were there
 */
public record RunLine(
    String run,
    State state,
    String remark,
    long startedMillis,
    long finishedMillis,
    String base,
    String models,
    String task,
    long exams,
    long failedExams,
    long computed,
    long reused) {
  /** What can become of a run. */
  public enum State {
    /** It has results. */
    PUBLISHED,
    /** It has results, which are damaged or belong to another output: they are not used. */
    REFUSED,
    /** It was started and has not been published; it may still go on. */
    UNFINISHED,
    /** It was started and will not be published: its process is gone. */
    DEAD
  }

  static RunLine of(RunSummary summary, String refusal) {
    List<StageCount> stages = summary.stages();
    return new RunLine(
        summary.run(),
        refusal.isEmpty() ? State.PUBLISHED : State.REFUSED,
        refusal,
        summary.startedMillis(),
        summary.finishedMillis(),
        summary.base(),
        summary.info().plan().models().bundle(),
        summary.info().task().text(),
        summary.exams().count(),
        summary.failedExams(),
        stages.stream().mapToLong(StageCount::computed).sum(),
        stages.stream().mapToLong(StageCount::reused).sum());
  }

  /** A run without a readable summary. */
  static RunLine without(String run, State state, String remark, long startedMillis, String base) {
    return new RunLine(run, state, remark, startedMillis, 0, base, "", "", 0, 0, 0, 0);
  }
}
