package org.mammobeam.beam;

/** What this process is called in what it writes: for people who ask where something was made. */
final class WorkerName {
  private static final String NAME = find();

  private WorkerName() {}

  /** {@code MAMMOBEAM_WORKER} where the cluster sets it, else host and process. */
  static String get() {
    return NAME;
  }

  private static String find() {
    String given = System.getenv("MAMMOBEAM_WORKER");
    if (given != null && !given.isBlank()) {
      return given;
    }
    return Host.name() + "/" + ProcessHandle.current().pid();
  }
}
