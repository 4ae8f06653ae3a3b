package org.mammobeam.runner;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * Where the two halves of the job may run, and how it is waited for.
 *
 * @param mode whether stages are pinned
 * @param gpuWait how long the job waits for a worker that offers what a stage asks for
 * @param gpuSlots how many tasks the stages with networks are spread over; 0 for as many as the
 *     cluster has GPUs when the job starts
 * @param detached whether nobody waits for the job
 */
public record Placement(Mode mode, Duration gpuWait, int gpuSlots, boolean detached) {
  /** The resource of workers for the stages with networks. */
  public static final String GPU = "gpu";

  /** The resource of workers for all other stages: without it they would take the GPUs' places. */
  public static final String CPU_SLOT = "cpuslot";

  /** Whether stages are pinned. */
  public enum Mode {
    /** Where the cluster declares its resources. */
    AUTO,
    /** Or the job does not start. */
    ON,
    OFF
  }

  public Placement {
    if (gpuSlots < 0) {
      throw new IllegalArgumentException("--gpu-slots must not be negative: " + gpuSlots);
    }
    if (gpuWait.isNegative() || gpuWait.isZero()) {
      throw new IllegalArgumentException("--gpu-wait must be longer than nothing");
    }
  }

  /**
   * Reads a length of time.
   *
   * @param text such as {@code 90s}, {@code 10m} or {@code 2h}
   */
  public static Duration duration(String text) {
    try {
      return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no length of time, such as 90s, 10m or 2h", e);
    }
  }

  /** A length of time as people and {@link #duration} read it. */
  public static String text(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
