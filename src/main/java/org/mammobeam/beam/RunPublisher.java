package org.mammobeam.beam;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.codec.SealedJson;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.report.ReportHeader;

/**
 * Merges the segments of a run into its result files and publishes it by writing {@code DONE} last.
 * Doing it again gives the same files.
 *
 * @param run its folder
 * @param info what it says of itself
 */
record RunPublisher(RunFolder run, RunInfo info) {
  /**
   * Publishes.
   *
   * @param segments of the run's rows
   * @param assembled the exams that were found
   * @throws IllegalStateException if there is not one row for each exam; nothing is published then
   */
  RunSummary publish(List<Segment> segments, ExamSet assembled) throws IOException {
    ExamSet written = ExamSet.sum(segments.stream().map(Segment::exams).toList());
    if (!written.equals(assembled)) {
      throw new IllegalStateException(
          "%d exams were found and %d rows written, or not the same: run %s is not published"
              .formatted(assembled.count(), written.count(), run.id()));
    }
    ResultFiles results = writeResults(segments);
    ReportFiles report =
        new ReportFiles(
            run.output(),
            header(results, assembled),
            segments.stream().map(Segment::cards).toList());
    List<String> pages = report.write(run.path(""));
    RunSummary summary =
        new RunSummary(
            run.id(),
            info.program(),
            assembled,
            results.failedExams(),
            info.models(),
            results.stages(),
            digests(segments, pages));
    run.output().write(run.path(RunFolder.DONE), SealedJson.seal(summary));
    for (String file : ResultFiles.FILES) {
      copy(run.path(file), file);
    }
    report.write("");
    return summary;
  }

  private ResultFiles writeResults(List<Segment> segments) throws IOException {
    List<String> rows = segments.stream().map(Segment::rows).toList();
    try (ResultFiles results = new ResultFiles(run);
        SortedLines<ExamResult> sorted =
            new SortedLines<>(run.output(), rows, ExamResult.class, ExamResult.BY_ID)) {
      for (Optional<ExamResult> row = sorted.next(); row.isPresent(); row = sorted.next()) {
        results.add(row.get());
      }
      return results;
    }
  }

  private ReportHeader header(ResultFiles results, ExamSet exams) {
    SortedMap<String, String> models = new TreeMap<>();
    info.models().byRole().forEach((role, digest) -> models.put(role, digest.hex()));
    return new ReportHeader(
        run.id(),
        info.program(),
        info.models().bundle(),
        info.disclaimer(),
        exams.count(),
        results.failedExams(),
        models,
        info.stages(),
        results.failures());
  }

  private SortedMap<String, String> digests(List<Segment> segments, List<String> pages)
      throws IOException {
    List<String> files = new ArrayList<>(pages);
    ResultFiles.FILES.forEach(file -> files.add(run.path(file)));
    segments.forEach(segment -> files.addAll(List.of(segment.rows(), segment.cards())));
    SortedMap<String, String> digests = new TreeMap<>();
    for (String file : files) {
      digests.put(file, digest(file).hex());
    }
    return digests;
  }

  private Fingerprint digest(String file) throws IOException {
    try (DigestInputStream in = new DigestInputStream(run.output().open(file), Sha256.start())) {
      in.transferTo(OutputStream.nullOutputStream());
      return Sha256.finish(in.getMessageDigest());
    }
  }

  private void copy(String from, String to) throws IOException {
    try (InputStream in = run.output().open(from)) {
      run.output().write(to, in);
    }
  }
}
