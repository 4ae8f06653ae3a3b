package org.mammobeam.beam;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.codec.SealedJson;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.report.ReportCard;

/** Reads what published runs have left. */
public final class RunResults {
  private RunResults() {}

  /** What a run came to. */
  public static RunSummary summary(RunFolder run) throws IOException {
    try {
      return SealedJson.open(run.output().read(run.path(RunFolder.DONE)), RunSummary.class);
    } catch (MalformedDataException e) {
      throw new IOException("run " + run.id() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The newest published run, if there is one. */
  public static Optional<RunFolder> newest(Folder output) throws IOException {
    List<String> published = RunFolder.published(output).toList();
    return published.isEmpty()
        ? Optional.empty()
        : Optional.of(new RunFolder(output, published.get(published.size() - 1)));
  }

  /** The table of a run. */
  public static RunTable table(RunFolder run) throws IOException {
    return RunTables.load(run, summary(run));
  }

  /** The row of an exam. */
  public static Optional<ExamResult> find(RunFolder run, String exam) throws IOException {
    Optional<KnownRow> row = table(run).find(exam);
    return row.isEmpty() ? Optional.empty() : Optional.of(row.get().read(run.output()));
  }

  /**
   * How likely an exam has findings.
   *
   * @param exam its ID
   * @param malignant the greater probability of both breasts
   * @param benign likewise
   */
  public record Score(String exam, double malignant, double benign) {}

  /** The scores of some exams, highest first. */
  public static List<Score> scores(RunFolder run, List<String> exams) throws IOException {
    List<Score> scores = new ArrayList<>();
    for (String exam : exams) {
      find(run, exam).map(Cards::of).map(RunResults::score).ifPresent(scores::add);
    }
    scores.sort(Comparator.comparingDouble(Score::malignant).reversed());
    return scores;
  }

  private static Score score(ReportCard card) {
    SortedMap<String, String> values = card.imageHeatmaps();
    double left = Double.parseDouble(values.getOrDefault("left_benign", "NaN"));
    double right = Double.parseDouble(values.getOrDefault("right_benign", "NaN"));
    return new Score(card.exam(), card.score(), Math.max(left, right));
  }

  /** The first failures of a run, for people. */
  public static List<String> failures(RunFolder run, int most) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                run.output().open(run.path(ResultFiles.FAILURES)), StandardCharsets.UTF_8))) {
      return lines.lines().limit(most).map(ResultFiles::describe).toList();
    }
  }
}
