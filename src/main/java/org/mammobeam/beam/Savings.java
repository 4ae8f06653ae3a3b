package org.mammobeam.beam;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a run has saved by using again what was there.
 *
 * @param reused artifacts that were there
 * @param all artifacts that the run's rows name
 * @param millis processor time that those that were there took when they were computed
 */
public record Savings(long reused, long all, long millis) {
  /** Of the stages of a run. */
  public static Savings of(List<StageCount> stages) {
    long reused = stages.stream().mapToLong(StageCount::reused).sum();
    long computed = stages.stream().mapToLong(StageCount::computed).sum();
    long millis = stages.stream().mapToLong(StageCount::savedMillis).sum();
    return new Savings(reused, reused + computed, millis);
  }

  /** A sentence for people; empty where nothing was reused. */
  public String text() {
    return reused == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "%d of %d stage results were there already, which saved %s of processor time",
            reused,
            all,
            time(Duration.ofMillis(millis)));
  }

  /** As people read durations. */
  public static String time(Duration time) {
    return time.toHours() > 0
        ? "%d h %02d min".formatted(time.toHours(), time.toMinutesPart())
        : time.toMinutes() > 0
            ? "%d min %02d s".formatted(time.toMinutes(), time.toSecondsPart())
            : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
