package org.mammobeam.beam;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mammobeam.algorithm.PredictionText;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.codec.CanonicalJson;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.Failure;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.StageFailure;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.stage.ClassifyImageHeatmapsStage;
import org.mammobeam.stage.ClassifyImageStage;
import org.mammobeam.stage.StoredPredictions;

/** Writes the files of results, row by row in the order of the exam IDs, and counts. */
public final class ResultFiles implements AutoCloseable {
  public static final String IMAGE = "predictions/image_predictions.csv";
  public static final String IMAGE_HEATMAPS = "predictions/imageheatmaps_predictions.csv";
  public static final String PREDICTIONS = "predictions/predictions.jsonl";
  public static final String FAILURES = "failures.jsonl";

  /** All of them. */
  public static final List<String> FILES = List.of(IMAGE, IMAGE_HEATMAPS, PREDICTIONS, FAILURES);

  /** Failures that the report's first page lists. */
  static final int LISTED_FAILURES = 100;

  private final Map<String, OutputStream> files = new LinkedHashMap<>();
  private final StageCounts counts;
  private final Set<Hash128> plans = new LinkedHashSet<>();
  private final List<String> failures = new ArrayList<>();
  private long failedExams;

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @JsonPropertyOrder({"exam_id", "image", "image_heatmaps", "models", "stages"})
  private record PredictionLine(
      @JsonProperty("exam_id") String exam,
      SortedMap<String, Float> image,
      @JsonProperty("image_heatmaps") SortedMap<String, Float> imageHeatmaps,
      SortedMap<String, Fingerprint> models,
      SortedMap<String, Integer> stages) {}

  @JsonPropertyOrder({"exam_id", "stage", "kind", "reason", "file", "fingerprint", "details"})
  private record FailureLine(
      @JsonProperty("exam_id") String exam,
      String stage,
      Failure.Kind kind,
      String reason,
      String file,
      Fingerprint fingerprint,
      String details) {
    String describe() {
      return exam + ", " + stage + ": " + reason + (file.isEmpty() ? "" : " (" + file + ")");
    }
  }

  /**
   * Starts the files.
   *
   * @param folder in the run's folder: empty, or with a slash at the end
   */
  ResultFiles(RunFolder run, String folder) throws IOException {
    this.counts = new StageCounts(run.id());
    for (String file : FILES) {
      files.put(file, run.output().create(run.path(folder + file)));
    }
    for (String csv : List.of(IMAGE, IMAGE_HEATMAPS)) {
      write(csv, "exam_id," + PredictionText.HEADER + "\r\n");
    }
  }

  /** Adds an exam. */
  void add(ExamResult result) throws IOException {
    Optional<Artifact> image = result.artifact(ClassifyImageStage.NAME);
    Optional<Artifact> heatmaps = result.artifact(ClassifyImageHeatmapsStage.NAME);
    csv(IMAGE, result, image);
    csv(IMAGE_HEATMAPS, result, heatmaps);
    if (image.isPresent() || heatmaps.isPresent()) {
      PredictionLine line =
          new PredictionLine(
              result.source().id(),
              values(image),
              values(heatmaps),
              result.source().models().byRole(),
              versions(result));
      write(PREDICTIONS, CanonicalJson.text(line) + "\n");
    }
    List<StageFailure> ofExam = result.failures();
    failedExams += ofExam.isEmpty() ? 0 : 1;
    for (StageFailure failure : ofExam) {
      add(failure, file(failure.failure(), result.source()));
    }
    counts.add(result);
    plans.add(result.plan());
  }

  /** A line of the failures' file, for people. */
  static String describe(String line) {
    try {
      return CanonicalJson.read(line.getBytes(StandardCharsets.UTF_8), FailureLine.class)
          .describe();
    } catch (MalformedDataException e) {
      throw new UncheckedIOException(new IOException("failures.jsonl is damaged", e));
    }
  }

  /**
   * The file that is at fault, or nothing. Failures are remembered by contents and name images by
   * view and number; where such an image lies, the exam knows.
   */
  private static String file(Failure why, SourceExam exam) {
    return exam.images().stream()
        .filter(image -> why.reason().startsWith(image.name() + ":"))
        .map(SourceImage::path)
        .findFirst()
        .orElse("");
  }

  private void add(StageFailure failure, String file) throws IOException {
    Failure why = failure.failure();
    FailureLine line =
        new FailureLine(
            failure.exam(),
            failure.stage(),
            why.kind(),
            why.reason(),
            file,
            failure.fingerprint(),
            why.details());
    write(FAILURES, CanonicalJson.text(line) + "\n");
    if (failures.size() < LISTED_FAILURES) {
      failures.add(line.describe());
    }
  }

  private void csv(String file, ExamResult result, Optional<Artifact> scores) throws IOException {
    if (scores.isPresent()) {
      String line = PredictionText.line(StoredPredictions.read(scores.get()));
      write(file, quoted(result.source().id()) + "," + line + "\r\n");
    }
  }

  /** As RFC 4180 wants a field that holds what means something to CSV. */
  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  private static SortedMap<String, Float> values(Optional<Artifact> scores) {
    SortedMap<String, Float> values = new TreeMap<>();
    scores.ifPresent(
        artifact -> artifact.values().forEach((k, v) -> values.put(k, Float.valueOf(v))));
    return values;
  }

  /** Versions of the stages that gave something. */
  private static SortedMap<String, Integer> versions(ExamResult result) {
    SortedMap<String, Integer> versions = new TreeMap<>();
    for (StageOutcome outcome : result.outcomes()) {
      outcome.artifact().ifPresent(unused -> versions.put(outcome.stage(), outcome.version()));
    }
    return versions;
  }

  /** What the stages did, in their order. */
  List<StageCount> stages() {
    return counts.list();
  }

  /** Hashes of the plans that the rows come from. */
  Set<Hash128> plans() {
    return plans;
  }

  /** Exams with a failure. */
  long failedExams() {
    return failedExams;
  }

  /** The first failures, for people. */
  List<String> failures() {
    return failures;
  }

  private void write(String file, String text) throws IOException {
    OutputStream out = files.get(file);
    if (out == null) {
      throw new IllegalArgumentException(file);
    }
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    for (OutputStream out : files.values()) {
      out.close();
    }
  }
}
