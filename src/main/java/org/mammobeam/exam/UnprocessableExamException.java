package org.mammobeam.exam;

import org.jspecify.annotations.Nullable;

/**
 * The exam's own data is at fault: running it again would fail again, unless its files were being
 * changed.
 */
public final class UnprocessableExamException extends Exception {
  private final Failure.Kind kind;

  public UnprocessableExamException(String reason) {
    this(Failure.Kind.DATA, reason, null);
  }

  public UnprocessableExamException(String reason, Throwable cause) {
    this(Failure.Kind.DATA, reason, cause);
  }

  private UnprocessableExamException(Failure.Kind kind, String reason, @Nullable Throwable cause) {
    super(reason, cause);
    this.kind = kind;
  }

  /**
   * Another file lies where one was found.
   *
   * @param file names the file inside of the exam
   */
  public static UnprocessableExamException changed(String file) {
    String reason = file + ": the file was changed while the exam was screened";
    return new UnprocessableExamException(Failure.Kind.CHANGED, reason, null);
  }

  /**
   * Nothing lies any more where a file was found.
   *
   * @param file names the file inside of the exam
   */
  public static UnprocessableExamException removed(String file, Throwable cause) {
    String reason = file + ": the file was removed while the exam was screened";
    return new UnprocessableExamException(Failure.Kind.CHANGED, reason, cause);
  }

  /** What the exam's row says of it. */
  public Failure failure() {
    return new Failure(kind, String.valueOf(getMessage()), "");
  }
}
