package org.mammobeam.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * Tells how far a running job is: one line that changes on a terminal, else a line now and then.
 */
final class Progress {
  private static final long LOOK_MILLIS = 500;
  private static final long LINE_MILLIS = 20_000;

  private final PrintWriter out;
  private final List<String> stages;
  private final boolean terminal = Boolean.getBoolean("mammobeam.terminal");
  private final long start = System.nanoTime();
  private long lastLine = start;
  private boolean shown;

  Progress(PrintWriter out, List<String> stages) {
    this.out = out;
    this.stages = stages;
  }

  /** Waits for the job's end. */
  State watch(PipelineResult result) {
    State state = result.waitUntilFinish(org.joda.time.Duration.millis(LOOK_MILLIS));
    while (state == null || !state.isTerminal()) {
      show(counters(result));
      state = result.waitUntilFinish(org.joda.time.Duration.millis(LOOK_MILLIS));
    }
    if (shown && terminal) {
      out.print("\r\033[K");
      out.flush();
    }
    return state;
  }

  private static Map<String, Long> counters(PipelineResult result) {
    Map<String, Long> counters = new HashMap<>();
    result
        .metrics()
        .queryMetrics(MetricsFilter.builder().build())
        .getCounters()
        .forEach(
            counter ->
                counters.merge(
                    counter.getName().getNamespace() + "/" + counter.getName().getName(),
                    counter.getAttempted(),
                    Long::sum));
    return counters;
  }

  private void show(Map<String, Long> counters) {
    long now = System.nanoTime();
    boolean due = (now - lastLine) / 1_000_000 >= LINE_MILLIS;
    long found = counters.getOrDefault("exams/found", 0L);
    if (found == 0 || !(terminal || due)) {
      return;
    }
    lastLine = now;
    shown = true;
    String line = line(counters, found, Duration.ofNanos(now - start));
    out.print(terminal ? "\r\033[K" + line : line + System.lineSeparator());
    out.flush();
  }

  private String line(Map<String, Long> counters, long found, Duration spent) {
    long unchanged = counters.getOrDefault("exams/covered", 0L);
    unchanged += counters.getOrDefault("exams/left-out", 0L);
    long screened = found - unchanged;
    StringBuilder perStage = new StringBuilder();
    for (String stage : stages) {
      long passed = counters.getOrDefault(stage + "/passed", 0L);
      screened = Math.min(screened, passed);
      perStage.append(" · ").append(stage).append(' ').append(passed);
    }
    double seconds = Math.max(1, spent.toMillis() / 1000.0);
    OptionalDouble left = left(counters, found - unchanged);
    String rate = "";
    if (left.isPresent()) {
      double share = 1 - left.getAsDouble();
      double perHour = (found - unchanged) * share / seconds * 3600;
      String end = text(Duration.ofSeconds((long) (seconds / share - seconds)));
      rate = String.format(Locale.ROOT, " · %.0f exams/h, %s left", perHour, end);
    }
    return String.format(
        Locale.ROOT,
        "%d of %d exams%s · %s passed%s",
        unchanged + screened,
        found,
        perStage,
        text(spent),
        rate);
  }

  /**
   * Share of the work that is left, by the processor time that an exam has taken in each stage so
   * far; unknown before every stage has had one.
   */
  private OptionalDouble left(Map<String, Long> counters, long exams) {
    double done = 0;
    double left = 0;
    for (String stage : stages) {
      long passed = counters.getOrDefault(stage + "/passed", 0L);
      if (passed == 0) {
        return OptionalDouble.empty();
      }
      double millis = counters.getOrDefault(stage + "/cpu-millis", 0L);
      done += millis;
      left += millis / passed * (exams - passed);
    }
    return done == 0 ? OptionalDouble.empty() : OptionalDouble.of(left / (done + left));
  }

  private static String text(Duration duration) {
    return duration.toHours() > 0
        ? "%d h %02d min".formatted(duration.toHours(), duration.toMinutesPart())
        : "%d min %02d s".formatted(duration.toMinutes(), duration.toSecondsPart());
  }
}
