package org.mammobeam.beam;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.mammobeam.codec.CanonicalJson;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.ExamResult;

/** All detail rows of a run, one after the other in the order of the exam IDs. */
public final class RunRows implements AutoCloseable {
  private final SortedLines<ExamResult> lines;

  /** What is done with a row. */
  public interface Use {
    void row(ExamResult result) throws IOException;
  }

  private RunRows(SortedLines<ExamResult> lines) {
    this.lines = lines;
  }

  /** Opens the rows of a run. */
  public static RunRows open(RunFolder run, RunSummary summary) throws IOException {
    List<String> files = summary.filesIn(run.path(Segment.ROWS));
    return new RunRows(new SortedLines<>(run.output(), files, ExamResult.class, ExamResult.BY_ID));
  }

  /** Goes through the rows of a run. */
  public static void forEach(RunFolder run, Use use) throws IOException {
    try (RunRows rows = open(run, RunResults.summary(run))) {
      for (Optional<ExamResult> row = rows.next(); row.isPresent(); row = rows.next()) {
        use.row(row.get());
      }
    }
  }

  /** Goes through those rows in a run's folder that can be read, whatever the run has published. */
  public static void forEachReadable(RunFolder run, Use use) throws IOException {
    for (Metadata file : run.output().list(run.path(Segment.ROWS + "*"))) {
      String path = run.output().relative(file.resourceId());
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(run.output().open(path), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          ExamResult row;
          try {
            row = CanonicalJson.read(line.getBytes(StandardCharsets.UTF_8), ExamResult.class);
          } catch (MalformedDataException e) {
            continue;
          }
          use.row(row);
        }
      }
    }
  }

  /**
   * The rows that hold a text, in the order of the exam IDs: quick, as the others are not parsed.
   *
   * @param text that JSON writes as it is, such as a digest
   */
  public static List<ExamResult> mentioning(RunFolder run, RunSummary summary, String text)
      throws IOException {
    List<ExamResult> rows = new ArrayList<>();
    for (String file : summary.filesIn(run.path(Segment.ROWS))) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(run.output().open(file), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.contains(text)) {
            rows.add(CanonicalJson.read(line.getBytes(StandardCharsets.UTF_8), ExamResult.class));
          }
        }
      } catch (MalformedDataException e) {
        throw new IOException(file + " has a row that cannot be read: " + e.getMessage(), e);
      }
    }
    rows.sort(ExamResult.BY_ID);
    return rows;
  }

  /** The next row, until there is none. */
  public Optional<ExamResult> next() throws IOException {
    return lines.next();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
