package org.mammobeam.beam;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.codec.CanonicalJson;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.stage.VisualizeStage;

/**
 * Makes the results of an earlier run the newest again: by a new run that takes over all of its
 * rows. Nothing is computed, and nothing of the runs in between is lost.
 *
 * @param earlier the table of the run whose results come back
 * @param program that does it, with its version
 */
public record RunReversal(TableRef earlier, String program) {
  /** Begins the task of such a run. */
  public static final String REVERT = "revert to ";

  /**
   * The run that has the results, and is what lies at the top of the output folder.
   *
   * @param summary of the run
   * @param made whether it had to be made: not if the newest run has these results already
   */
  public record Reverted(RunSummary summary, boolean made) {}

  /** Reverts. A reversal that was interrupted publishes nothing and can be begun anew. */
  public Reverted revert() throws IOException {
    RunSummary old = RunResults.summary(earlier.runFolder());
    RunFolder newest = RunResults.newest(earlier.output()).orElseThrow();
    if (BaseRun.find(earlier.output(), refused -> {}).run().equals(newest.id())) {
      RunSummary latest = RunResults.summary(newest);
      if (rows(latest).equals(rows(old)) && isAtTheTop(latest)) {
        return new Reverted(latest, false);
      }
    }
    Map<String, List<ExamRow>> segments = rowsByShard(old);
    RunFolder run = RunFolder.start(earlier.output(), earlier.run(), true);
    List<Segment> written = new ArrayList<>();
    for (Map.Entry<String, List<ExamRow>> segment : segments.entrySet()) {
      written.add(new SegmentWriter(run).write(segment.getKey(), segment.getValue()));
    }
    RunInfo info =
        new RunInfo(
            program,
            old.info().disclaimer(),
            old.info().plan(),
            new RunTask(REVERT + earlier.run(), false, ""));
    // What a stream has published since is replaced by this, and does not come back.
    RunSummary summary =
        new RunPublisher(run, info, earlier)
            .publish(written, old.exams(), TakenIn.by(newest), List.of());
    new OverlayCopies(run.output()).follow(summary, earlier);
    return new Reverted(summary, true);
  }

  /** Digests of a run's files of rows, which do not name the run. */
  private static List<String> rows(RunSummary run) {
    String folder = "runs/" + run.run() + "/" + Segment.ROWS;
    return run.filesIn(folder).stream()
        .map(file -> shard(file) + run.files().getOrDefault(file, ""))
        .sorted()
        .toList();
  }

  /** Whether the copies at the top of the output folder are the run's, down to the last. */
  private boolean isAtTheTop(RunSummary run) throws IOException {
    for (String file : ResultFiles.FILES) {
      String published = run.files().getOrDefault("runs/" + run.run() + "/" + file, "");
      try {
        if (!earlier.output().digest(file).hex().equals(published)) {
          return false;
        }
      } catch (FileNotFoundException e) {
        return false;
      }
    }
    return new OverlayCopies(earlier.output()).areOf(run.run());
  }

  private Map<String, List<ExamRow>> rowsByShard(RunSummary old) throws IOException {
    Map<String, List<ExamRow>> shards = new LinkedHashMap<>();
    Map<String, Artifact> painted = new LinkedHashMap<>();
    List<KnownRow> rows = new ArrayList<>();
    RunTables.load(earlier.runFolder(), old).forEach(rows::add);
    try (KnownRows lines = new KnownRows(earlier.output())) {
      for (KnownRow known : rows) {
        ExamResult row = CanonicalJson.read(lines.read(known), ExamResult.class);
        String exam = row.source().id();
        row.artifact(VisualizeStage.NAME).ifPresent(artifact -> painted.put(exam, artifact));
        shards
            .computeIfAbsent(shard(known.file()), unused -> new ArrayList<>())
            .add(new ExamRow.Covered(exam, known));
      }
    } catch (MalformedDataException e) {
      throw new IOException("run " + earlier.run() + " has a damaged row: " + e.getMessage(), e);
    }
    check(painted);
    return shards;
  }

  /** What people look at has to be there before anything is published. */
  private void check(Map<String, Artifact> painted) throws IOException {
    Optional<String> missing =
        painted.entrySet().parallelStream()
            .filter(exam -> !isThere(exam.getValue()))
            .map(Map.Entry::getKey)
            .findAny();
    if (missing.isPresent()) {
      throw new IOException(
          "run %s cannot come back whole: what it painted of exam %s is no longer in the store"
              .formatted(earlier.run(), missing.get()));
    }
  }

  private boolean isThere(Artifact artifact) {
    try {
      return new FileArtifactStore(earlier.output()).manifest(artifact).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first part of a segment's name, which tells the exams that belong to it. */
  private static String shard(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return name.substring(0, name.lastIndexOf('-'));
  }
}
