package org.mammobeam.cli;

/** What was asked for cannot be done as asked; said before anything is started. */
final class UsageException extends Exception {
  UsageException(String message) {
    super(message);
  }

  UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
