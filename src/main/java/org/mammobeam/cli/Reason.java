package org.mammobeam.cli;

import org.mammobeam.runner.CancelledJobException;

/** Why a job failed, in one line. */
final class Reason {
  private Reason() {}

  /**
   * The innermost exception's reason, which is where the trouble was, or that of one around it
   * which says the same and of what.
   *
   * @param output where the disk may be full
   */
  static String of(Throwable e, String output) {
    Throwable cause = e;
    while (cause.getCause() != null && !tellsMore(cause, cause.getCause())) {
      cause = cause.getCause();
    }
    if (String.valueOf(cause.getMessage()).contains("No space left on device")) {
      return "no space left on the disk of "
          + output
          + " (or of the temporary files, "
          + System.getProperty("java.io.tmpdir")
          + "); make room";
    }
    if (cause instanceof CancelledJobException) {
      return String.valueOf(cause.getMessage());
    }
    String kind = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? kind : kind + ": " + cause.getMessage();
  }

  /** Whether a message says what its cause's message says, and of what. */
  private static boolean tellsMore(Throwable e, Throwable cause) {
    String message = String.valueOf(e.getMessage());
    return message.endsWith(String.valueOf(cause.getMessage()))
        && !message.equals(cause.toString());
  }
}
