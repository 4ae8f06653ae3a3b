package org.mammobeam.beam;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mammobeam.codec.SealedJson;
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
    return publish(segments, assembled, TakenIn.by(base), List.of());
  }

  /**
   * Publishes.
   *
   * @param taken publications that the rows take in, or that they replace
   * @param others plans that rows may come from besides this run's and its base's
   */
  RunSummary publish(List<Segment> segments, ExamSet assembled, TakenIn taken, List<Plan> others)
      throws IOException {
    if (run.isPublished()) {
      return RunResults.summary(run);
    }
    ExamSet written = ExamSet.sum(segments.stream().map(Segment::exams).toList());
    if (!written.equals(assembled)) {
      throw new IllegalStateException(
          "%d exams were found and %d rows written, or not the same: run %s is not published"
              .formatted(assembled.count(), written.count(), run.id()));
    }
    RunSegments merged = new RunSegments(run, segments.stream().map(Segment::name).toList());
    ResultFiles results = new ResultFiles(run, "");
    try (results) {
      merged.addTo(results);
    }
    RunSummary facts = summary(results, assembled, plans(results, others));
    ReportFiles report =
        new ReportFiles(
            run.output(),
            ReportFiles.header(facts, results.failures()),
            merged.files(Segment.CARDS));
    List<String> pages = new ArrayList<>(report.write(run.path("")));
    taken.write(run).ifPresent(pages::add);
    RunSummary summary = facts.withFiles(merged.digests(pages, Map.of()));
    run.output().write(run.path(RunFolder.DONE), SealedJson.seal(summary));
    new TopFiles(run).write(report);
    return summary;
  }

  private RunSummary summary(ResultFiles results, ExamSet exams, SortedMap<String, Plan> plans)
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
        plans,
        new TreeMap<>());
  }

  /** The plans that rows come from: this run's, and those of rows that were taken over. */
  private SortedMap<String, Plan> plans(ResultFiles results, List<Plan> others) throws IOException {
    SortedMap<String, Plan> plans = new TreeMap<>();
    others.forEach(plan -> plans.put(plan.hash().toString(), plan));
    if (base.exists()) {
      plans.putAll(RunResults.summary(base.runFolder()).plans());
    }
    plans.put(info.plan().hash().toString(), info.plan());
    plans.keySet().retainAll(results.plans().stream().map(Object::toString).toList());
    return plans;
  }
}
