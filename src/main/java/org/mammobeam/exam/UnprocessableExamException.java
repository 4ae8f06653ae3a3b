package org.mammobeam.exam;

/** The exam's own data is at fault: running it again would fail again. */
public final class UnprocessableExamException extends Exception {
  public UnprocessableExamException(String reason) {
    super(reason);
  }

  public UnprocessableExamException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
