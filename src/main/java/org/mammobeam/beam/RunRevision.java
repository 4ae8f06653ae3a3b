package org.mammobeam.beam;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.codec.CanonicalJson;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.codec.SealedJson;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.Plan;

/**
 * Publishes a published run again, under its ID, without one of its exams. Only the segment that
 * holds the exam's row is written anew, under another name. The run's rows are the old ones until
 * {@code DONE} is replaced and the new ones from then on; its other files are replaced before, each
 * as a whole.
 *
 * @param run the run
 */
public record RunRevision(RunFolder run) {
  private static final String IN_THE_MAKING = "again/";

  /** Whether the run's table or what it says of itself names an exam. */
  public boolean names(String exam) throws IOException {
    return RunResults.table(run).find(exam).isPresent()
        || RunResults.summary(run).info().task().exams().contains(exam);
  }

  /** Publishes the run without an exam. */
  public void publishWithout(String exam) throws IOException {
    RunSummary old = RunResults.summary(run);
    RunSegments segments = new RunSegments(run, segmentsWithout(exam, old));
    ExamSet exams;
    ResultFiles results = new ResultFiles(run, IN_THE_MAKING);
    try (results) {
      exams = segments.addTo(results);
    }
    for (String file : ResultFiles.FILES) {
      try (InputStream in = run.output().open(run.path(IN_THE_MAKING + file))) {
        run.output().write(run.path(file), in);
      }
    }
    RunSummary facts = summary(old, exam, exams, results);
    List<String> pages =
        new ArrayList<>(
            new ReportFiles(
                    run.output(),
                    ReportFiles.header(facts, results.failures()),
                    segments.files(Segment.CARDS))
                .write(run.path("")));
    TakenIn.by(run).without(Hash128.of(exam).toString()).write(run).ifPresent(pages::add);
    RunSummary summary = facts.withFiles(segments.digests(pages, old.files()));
    run.output().write(run.path(RunFolder.DONE), SealedJson.seal(summary));
    deleteUnpublished();
  }

  /** Deletes what the run's folder holds and the run has not published, such as old segments. */
  public void deleteUnpublished() throws IOException {
    RunFiles.of(run).deleteAllBut(RunResults.summary(run).files().keySet());
  }

  /** Copies the results and the report to the top of the output folder. */
  public void copyToTop() throws IOException {
    RunSummary summary = RunResults.summary(run);
    List<String> failures = RunResults.failures(run, ResultFiles.LISTED_FAILURES);
    new TopFiles(run)
        .write(
            new ReportFiles(
                run.output(),
                ReportFiles.header(summary, failures),
                summary.filesIn(run.path(Segment.CARDS))));
  }

  /** Names of the segments, of which the one with the exam is a new one or none. */
  private List<String> segmentsWithout(String exam, RunSummary old) throws IOException {
    RunTable table = RunResults.table(run);
    List<String> segments = new ArrayList<>();
    String folder = run.path(Segment.ROWS);
    old.filesIn(folder).forEach(file -> segments.add(file.substring(folder.length())));
    Optional<KnownRow> row = table.find(exam);
    if (row.isPresent()) {
      String file = row.get().file();
      String name = file.substring(folder.length());
      List<ExamRow> others = othersIn(file, table, exam);
      segments.remove(name);
      if (!others.isEmpty()) {
        String shard = name.substring(0, name.lastIndexOf('-'));
        segments.add(new SegmentWriter(run).write(shard, others).name());
      }
    }
    return segments;
  }

  private List<ExamRow> othersIn(String file, RunTable table, String exam) throws IOException {
    List<KnownRow> known = new ArrayList<>();
    table.forEach(
        row -> {
          if (row.file().equals(file)) {
            known.add(row);
          }
        });
    List<ExamRow> others = new ArrayList<>();
    try (KnownRows rows = new KnownRows(run.output())) {
      for (KnownRow row : known) {
        String id = CanonicalJson.read(rows.read(row), ExamResult.class).source().id();
        if (!id.equals(exam)) {
          others.add(new ExamRow.Covered(id, row));
        }
      }
    } catch (MalformedDataException e) {
      throw new IOException(file + " has a row that cannot be read: " + e.getMessage(), e);
    }
    return others;
  }

  private static RunSummary summary(
      RunSummary old, String exam, ExamSet exams, ResultFiles results) {
    SortedMap<String, Plan> plans = new TreeMap<>(old.plans());
    plans.keySet().retainAll(results.plans().stream().map(Object::toString).toList());
    return new RunSummary(
        old.run(),
        old.output(),
        old.base(),
        without(exam, old.info()),
        old.startedMillis(),
        old.finishedMillis(),
        exams,
        results.failedExams(),
        results.stages(),
        plans,
        new TreeMap<>());
  }

  private static RunInfo without(String exam, RunInfo info) {
    return new RunInfo(info.program(), info.disclaimer(), info.plan(), info.task().without(exam));
  }
}
