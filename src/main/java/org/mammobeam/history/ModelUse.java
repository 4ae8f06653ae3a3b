package org.mammobeam.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.beam.RunRows;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.stage.Reads;

/**
 * What of a run's results depends on some networks.
 *
 * @param run whose results these are
 * @param models that were asked for and are used, per role the digests
 * @param exams with such a result
 * @param artifacts that depend on them, exam by exam
 */
public record ModelUse(
    String run, SortedMap<String, List<String>> models, long exams, List<UsedIn> artifacts) {
  /**
   * An artifact that depends on a network.
   *
   * @param exam whose it is
   * @param stage that made it
   * @param artifact its folder, relative to the output folder
   * @param direct whether the stage itself uses the network; others read what such a stage made
   */
  public record UsedIn(String exam, String stage, String artifact, boolean direct) {}

  /** Finds what depends on the networks with a role and a digest that are asked for. */
  public static ModelUse of(SoundRun run, BiPredicate<String, String> asked) throws IOException {
    SortedMap<String, List<String>> models = new TreeMap<>();
    List<UsedIn> artifacts = new ArrayList<>();
    long exams = 0;
    try (RunRows rows = RunRows.open(run.folder(), run.summary())) {
      for (Optional<ExamResult> row = rows.next(); row.isPresent(); row = rows.next()) {
        ExamTrace trace = ExamTrace.of(row.get(), run.summary());
        int before = artifacts.size();
        add(trace, asked, artifacts);
        if (artifacts.size() > before) {
          exams++;
          note(row.get().source().models().byRole(), asked, models);
        }
      }
    }
    return new ModelUse(run.id(), models, exams, List.copyOf(artifacts));
  }

  private static void note(
      SortedMap<String, Fingerprint> used,
      BiPredicate<String, String> asked,
      SortedMap<String, List<String>> models) {
    used.forEach(
        (role, digest) -> {
          List<String> digests = models.computeIfAbsent(role, unused -> new ArrayList<>());
          if (asked.test(role, digest.hex()) && !digests.contains(digest.hex())) {
            digests.add(digest.hex());
          }
        });
    models.values().removeIf(List::isEmpty);
  }

  private static void add(
      ExamTrace trace, BiPredicate<String, String> asked, List<UsedIn> artifacts) {
    Map<String, Boolean> directly = new LinkedHashMap<>();
    for (StageOutcome outcome : trace.row().outcomes()) {
      Optional<Artifact> artifact = outcome.artifact();
      List<Reads.Content> reads = trace.reads(outcome.stage());
      boolean direct =
          reads.stream()
              .anyMatch(
                  read ->
                      read.kind() == Reads.Kind.MODEL && asked.test(read.name(), read.content()));
      boolean behind =
          reads.stream()
              .anyMatch(
                  read -> read.kind() == Reads.Kind.PART && directly.containsKey(read.from()));
      if (artifact.isPresent() && (direct || behind)) {
        directly.put(outcome.stage(), direct);
        artifacts.add(
            new UsedIn(
                trace.row().source().id(), outcome.stage(), artifact.get().folder(), direct));
      }
    }
  }
}
