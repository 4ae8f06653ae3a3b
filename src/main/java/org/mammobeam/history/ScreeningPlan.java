package org.mammobeam.history;

import java.util.List;
import java.util.SortedMap;
import org.mammobeam.exam.Outcome;

/**
 * What a run would do.
 *
 * @param base the run whose table exams are looked up in, empty without
 * @param exams that were found
 * @param covered of them, those that keep their rows without a stage being asked
 * @param leftOut of them, those that get no row
 * @param gone exams of the run before that are no longer there
 * @param stages what each would do, in their order
 * @param changed the exams that are not covered, by ID
 */
public record ScreeningPlan(
    String base,
    long exams,
    long covered,
    long leftOut,
    long gone,
    List<StagePlan> stages,
    List<ExamPlan> changed) {
  /** What would happen for a stage and an exam. */
  public enum Step {
    /** It would be computed. */
    RUNS,
    /** It would be computed if what an earlier stage makes anew differs from before. */
    MAY_RUN,
    /** Its artifact is there. */
    REUSED,
    /** It would not be tried, as it failed earlier on the same. */
    REMEMBERED,
    /** It was not asked for, or needs what there is not. */
    NOT_RUN;

    /** What an outcome that is known already comes to. */
    static Step of(Outcome outcome) {
      return outcome instanceof Outcome.Done
          ? REUSED
          : outcome instanceof Outcome.Failed ? REMEMBERED : NOT_RUN;
    }
  }

  /**
   * What a stage would do.
   *
   * @param stage its name
   * @param runs exams for which it would compute
   * @param mayRun exams for which that depends on what earlier stages come to
   * @param reused exams for which there is an artifact
   * @param remembered exams that it would not try, as it failed earlier on the same
   * @param notRun exams that would not come to it
   * @param cpuMillis processor time that its runs would take, by what the run before tells; 0 where
   *     it tells nothing
   * @param mayCpuMillis the same of those that may run
   * @param reasons why it would or may run, with the numbers of exams
   */
  public record StagePlan(
      String stage,
      long runs,
      long mayRun,
      long reused,
      long remembered,
      long notRun,
      long cpuMillis,
      long mayCpuMillis,
      SortedMap<String, Long> reasons) {}

  /**
   * What would be done for an exam.
   *
   * @param exam its ID
   * @param stages in their order; none for an exam that cannot be read
   * @param failure why the exam cannot be read, else empty
   */
  public record ExamPlan(String exam, List<ExamStep> stages, String failure) {}

  /**
   * A stage for an exam.
   *
   * @param stage its name
   * @param step what would happen
   * @param reasons why it would or may run
   */
  public record ExamStep(String stage, Step step, List<String> reasons) {}
}
