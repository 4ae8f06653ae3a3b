package org.mammobeam.beam;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mammobeam.codec.SealedJson;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.Plan;

/**
 * Merges the segments of a run into its result files and publishes it by writing {@code DONE} last.
 * A run that is published already stays as it is.
 *
 * @param run its folder
 * @param info what it says of itself
 * @param base the table that it looked exams up in
 */
record RunPublisher(RunFolder run, RunInfo info, TableRef base) {
  /**
   * Publishes.
   *
   * @param segments of the run's rows
   * @param assembled the exams that were found
   * @throws IllegalStateException if there is not one row for each exam; nothing is published then
   */
  RunSummary publish(List<Segment> segments, ExamSet assembled) throws IOException {
    if (run.isPublished()) {
      return RunResults.summary(run);
    }
    ExamSet written = ExamSet.sum(segments.stream().map(Segment::exams).toList());
    if (!written.equals(assembled)) {
      throw new IllegalStateException(
          "%d exams were found and %d rows written, or not the same: run %s is not published"
              .formatted(assembled.count(), written.count(), run.id()));
    }
    ResultFiles results = writeResults(segments);
    RunSummary facts = summary(results, assembled, new TreeMap<>());
    ReportFiles report =
        new ReportFiles(
            run.output(),
            ReportFiles.header(facts, results.failures()),
            paths(segments, Segment.CARDS));
    List<String> pages = report.write(run.path(""));
    RunSummary summary = summary(results, assembled, digests(segments, pages));
    run.output().write(run.path(RunFolder.DONE), SealedJson.seal(summary));
    new TopFiles(run).write(report);
    return summary;
  }

  private RunSummary summary(ResultFiles results, ExamSet exams, SortedMap<String, String> digests)
      throws IOException {
    long now = System.currentTimeMillis();
    return new RunSummary(
        run.id(),
        OutputIdentity.find(run.output()).orElse(""),
        base.run(),
        info,
        run.started().map(RunStart::startedMillis).orElse(now),
        now,
        exams,
        results.failedExams(),
        results.stages(),
        plans(results),
        digests);
  }

  /** The plans that rows come from: this run's, and those of rows that were taken over. */
  private SortedMap<String, Plan> plans(ResultFiles results) throws IOException {
    SortedMap<String, Plan> plans = new TreeMap<>();
    if (base.exists()) {
      plans.putAll(RunResults.summary(base.runFolder()).plans());
    }
    plans.put(info.plan().hash().toString(), info.plan());
    plans.keySet().retainAll(results.plans().stream().map(Object::toString).toList());
    return plans;
  }

  private List<String> paths(List<Segment> segments, String folder) {
    return segments.stream().map(segment -> run.path(folder + segment.name())).toList();
  }

  private ResultFiles writeResults(List<Segment> segments) throws IOException {
    try (ResultFiles results = new ResultFiles(run, "");
        SortedLines<ExamResult> sorted =
            new SortedLines<>(
                run.output(), paths(segments, Segment.ROWS), ExamResult.class, ExamResult.BY_ID)) {
      for (Optional<ExamResult> row = sorted.next(); row.isPresent(); row = sorted.next()) {
        results.add(row.get());
      }
      return results;
    }
  }

  private SortedMap<String, String> digests(List<Segment> segments, List<String> pages)
      throws IOException {
    List<String> files = new ArrayList<>(pages);
    ResultFiles.FILES.forEach(file -> files.add(run.path(file)));
    for (String folder : List.of(Segment.ROWS, Segment.SKIP, Segment.CARDS)) {
      files.addAll(paths(segments, folder));
    }
    SortedMap<String, String> digests = new TreeMap<>();
    for (String file : files) {
      digests.put(file, run.output().digest(file).hex());
    }
    return digests;
  }
}
