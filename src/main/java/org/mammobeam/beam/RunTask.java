package org.mammobeam.beam;

import java.io.Serializable;

/**
 * Which exams a run was to work on.
 *
 * @param policy as users write it, or what a run did that screened nothing
 * @param rehash whether files were read even where they looked unchanged
 * @param exams pattern of the exams' IDs, empty for all
 */
public record RunTask(String policy, boolean rehash, String exams) implements Serializable {
  /** In words. */
  public String text() {
    return policy + (rehash ? ", rehashed" : "") + (exams.isEmpty() ? "" : ", exams " + exams);
  }

  /** The same, without the pattern of exams where that names one that is forgotten. */
  RunTask without(String exam) {
    return exams.contains(exam) ? new RunTask(policy, rehash, "since forgotten") : this;
  }
}
