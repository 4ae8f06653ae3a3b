package org.mammobeam.exam;

import java.io.Serializable;

/**
 * Why something could not be done for one exam.
 *
 * @param kind whose fault it is
 * @param reason for people; names views and file names inside the exam, never a worker's paths
 * @param details stack trace of an internal failure, else empty
 */
public record Failure(Kind kind, String reason, String details) implements Serializable {
  /** Whose fault a failure is. */
  public enum Kind {
    /** The exam's data cannot be processed. */
    DATA,
    /** The exam's files were being changed: the next run tries again. */
    CHANGED,
    /** The program did not expect this. */
    INTERNAL
  }

  /** A failure of the exam's own data. */
  public static Failure ofData(String reason) {
    return new Failure(Kind.DATA, reason, "");
  }
}
