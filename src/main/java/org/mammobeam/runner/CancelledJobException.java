package org.mammobeam.runner;

/** The job was cancelled for a reason that the message gives in words for users. */
public final class CancelledJobException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CancelledJobException(String message) {
    super(message);
  }
}
