package org.mammobeam.beam;

import java.io.Serializable;

/**
 * What a stage did in a run.
 *
 * @param stage its name
 * @param computed exams for which it computed
 * @param reused exams for which there was an artifact
 * @param failed exams that it tried and failed on
 * @param remembered exams that it failed on earlier and did not try again
 * @param notRun exams that did not come to it
 * @param cpuMillis processor time of what it computed
 * @param savedMillis processor time that what it reused took when it was computed
 */
public record StageCount(
    String stage,
    long computed,
    long reused,
    long failed,
    long remembered,
    long notRun,
    long cpuMillis,
    long savedMillis)
    implements Serializable {
  /** Processor time that one exam takes, as far as this run tells; 0 where it does not. */
  public long millisPerExam() {
    long exams = computed + reused;
    return exams == 0 ? 0 : (cpuMillis + savedMillis) / exams;
  }
}
