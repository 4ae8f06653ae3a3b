package org.mammobeam.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which exams a run works on. */
public enum Reprocess {
  /** Those whose files, or anything that their results depend on, have changed; new ones. */
  CHANGED,
  /** Those whose files have changed; new ones. Others keep results of other models and settings. */
  NEW_ONLY,
  /** As {@link #CHANGED}, and those that failed are tried again. */
  FAILED,
  /** All, and everything is computed again. */
  ALL;

  /** As users write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads what users write. */
  public static Reprocess parse(String text) {
    return Arrays.stream(values())
        .filter(policy -> policy.label().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "one of %s, not '%s'"
                        .formatted(
                            Arrays.stream(values())
                                .map(Reprocess::label)
                                .collect(Collectors.joining(", ")),
                            text)));
  }

  @Override
  public String toString() {
    return label();
  }
}
