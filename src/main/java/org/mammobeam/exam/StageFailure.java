package org.mammobeam.exam;

import org.mammobeam.artifact.Fingerprint;

/**
 * A failure and where it happened.
 *
 * @param exam ID of the exam
 * @param stage that failed, or {@link #EXAM}
 * @param fingerprint of what it depends on
 * @param failure why
 */
public record StageFailure(String exam, String stage, Fingerprint fingerprint, Failure failure) {
  /** Stands for the stage where an exam's files do not even make an exam. */
  public static final String EXAM = "exam";
}
