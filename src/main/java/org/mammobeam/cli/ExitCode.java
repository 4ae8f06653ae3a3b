package org.mammobeam.cli;

/** What the program's exit tells. */
final class ExitCode {
  static final int WELL = 0;
  static final int JOB_FAILED = 1;
  static final int WRONG_USAGE = 2;

  /** The job finished, and some exams have failures. */
  static final int EXAMS_FAILED = 3;

  private ExitCode() {}
}
