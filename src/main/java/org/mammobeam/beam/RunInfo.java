package org.mammobeam.beam;

import java.io.Serializable;
import java.util.List;
import org.mammobeam.exam.Plan;

/**
 * What a run says of itself.
 *
 * @param program that runs, with its version
 * @param disclaimer of the models
 * @param plan that it screens by
 * @param task which exams it was to work on
 */
public record RunInfo(String program, String disclaimer, Plan plan, RunTask task)
    implements Serializable {
  /** A line for each stage with its version and settings. */
  public List<String> stages() {
    return plan.stages().stream()
        .map(s -> "%s, version %d: %s".formatted(s.stage(), s.version(), s.settings()))
        .toList();
  }
}
