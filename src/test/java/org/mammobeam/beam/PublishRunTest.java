package org.mammobeam.beam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.exam.CroppedExam;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.Failure;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.Plan;
import org.mammobeam.exam.PlannedExam;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.StageOutcome;

final class PublishRunTest {
  static final RunInfo INFO =
      new RunInfo(
          "test",
          "Tests.",
          new Plan(List.of(), List.of(), Exams.MODELS, HorizontalFlip.NO, 1),
          new RunTask("changed", false, ""));

  @TempDir Path output;
  private RunFolder run = new RunFolder(new Folder("unset"), "000001-00000000");

  @BeforeEach
  void runFolder() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    run = new RunFolder(new Folder(output.toString()), "000001-00000000");
  }

  private static CroppedExam scored(String id, String score) {
    TreeMap<String, String> values = new TreeMap<>();
    for (String label : org.mammobeam.stage.StoredPredictions.LABELS) {
      values.put(label, score);
    }
    Artifact artifact =
        new Artifact("classify-image", Sha256.of(new byte[] {1}), "0", new TreeMap<>(), values);
    return new CroppedExam(
        Exams.planned(id),
        new StageOutcome("classify-image", 3, new Outcome.Done(artifact, false, 12)));
  }

  private static CroppedExam failed(SourceExam exam, Outcome outcome) {
    return new CroppedExam(
        PlannedExam.unknown(exam, Exams.PLAN), new StageOutcome("classify-image", 3, outcome));
  }

  private void publish(List<CroppedExam> exams, List<String> assembled) {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PCollection<String> found =
        pipeline.apply("Found", Create.of(assembled).withCoder(StringUtf8Coder.of()));
    pipeline
        .apply("Exams", Create.of(exams).withCoder(SerializableCoder.of(CroppedExam.class)))
        .apply(MakeRows.of(run))
        .apply(PublishRun.of(run, INFO, TableRef.none(run.output()), found));
    pipeline.run().waitUntilFinish();
  }

  private String text(String file) throws IOException {
    return Files.readString(output.resolve(file));
  }

  @Test
  void resultsAreSortedByTheBytesOfTheIdAndQuoted() throws IOException {
    publish(
        List.of(
            scored("\uD83D\uDE00", "0.5"),
            scored("b", "0.12345"),
            scored("a,\"x\"", "1.0"),
            scored("\uFFFD", "0.5"),
            scored("B", "0.00005")),
        List.of("\uD83D\uDE00", "b", "a,\"x\"", "\uFFFD", "B"));
    assertEquals(
        "exam_id,left_benign,right_benign,left_malignant,right_malignant\r\n"
            + "B,0.0000,0.0000,0.0000,0.0000\r\n"
            + "\"a,\"\"x\"\"\",1.0000,1.0000,1.0000,1.0000\r\n"
            + "b,0.1235,0.1235,0.1235,0.1235\r\n"
            + "\uFFFD,0.5000,0.5000,0.5000,0.5000\r\n"
            + "\uD83D\uDE00,0.5000,0.5000,0.5000,0.5000\r\n",
        text("predictions/image_predictions.csv"));
    assertEquals(
        "exam_id,left_benign,right_benign,left_malignant,right_malignant\r\n",
        text("predictions/imageheatmaps_predictions.csv"));
  }

  @Test
  void predictionsNameModelsAndVersions() throws IOException {
    publish(List.of(scored("a", "0.123456789")), List.of("a"));
    String line = text("predictions/predictions.jsonl");
    assertTrue(line.startsWith("{\"exam_id\":\"a\",\"image\":{\"left_benign\":0.12345679,"), line);
    assertTrue(line.contains("\"models\":{\"image\":\""), line);
    assertTrue(line.endsWith("\"stages\":{\"classify-image\":3}}\n"), line);
  }

  @Test
  void failuresAreListedOnceWithStageAndReason() throws IOException {
    publish(
        List.of(
            failed(
                Exams.listed("b"),
                new Outcome.Failed(Sha256.of(new byte[] {2}), Failure.ofData("too narrow"), false)),
            failed(Exams.unusable("a", "no list"), new Outcome.NotRun("the exam cannot be read")),
            scored("c", "0.5")),
        List.of("a", "b", "c"));
    List<String> lines = text("failures.jsonl").lines().toList();
    assertEquals(2, lines.size());
    assertTrue(
        lines
            .get(0)
            .startsWith(
                "{\"exam_id\":\"a\",\"stage\":\"exam\",\"kind\":\"DATA\",\"reason\":\"no list\""),
        lines.get(0));
    assertTrue(lines.get(1).contains("\"stage\":\"classify-image\""), lines.get(1));
    RunSummary summary = RunResults.summary(run);
    assertEquals(2, summary.failedExams());
    assertEquals(List.of(new StageCount("classify-image", 1, 0, 1, 0, 1, 12, 0)), summary.stages());
    assertEquals(
        List.of("a, exam: no list", "b, classify-image: too narrow"), RunResults.failures(run, 10));
  }

  @Test
  void aRunWithARowTooFewIsNotPublished() {
    assertThrows(
        PipelineExecutionException.class,
        () -> publish(List.of(scored("a", "0.5")), List.of("a", "b")));
    assertFalse(Files.exists(output.resolve("runs/000001-00000000/DONE")));
    assertFalse(Files.exists(output.resolve("predictions")));
  }

  @Test
  void aRunWithAnotherExamsRowIsNotPublished() {
    assertThrows(
        PipelineExecutionException.class, () -> publish(List.of(scored("a", "0.5")), List.of("b")));
  }

  @Test
  void aRunWithoutExamsIsPublished() throws IOException {
    publish(List.of(), List.of());
    assertEquals(0, RunResults.summary(run).exams().count());
    assertEquals("", text("failures.jsonl"));
    assertTrue(text("report/index.html").contains("0 exams"));
  }

  @Test
  void theNewestRunIsTheGreatestThatIsDone() throws IOException {
    publish(List.of(scored("a", "0.5")), List.of("a"));
    Files.createDirectories(output.resolve("runs/000007-ffffffff/rows"));
    Files.writeString(output.resolve("runs/000007-ffffffff/START"), "");
    Folder folder = new Folder(output.toString());
    assertEquals("000001-00000000", RunResults.newest(folder).orElseThrow().id());
    assertTrue(RunFolder.start(folder, "", true).id().startsWith("000008-"));
    assertTrue(RunFolder.start(folder, "", true).id().startsWith("000009-"));
  }

  @Test
  void moreThanOnePageOfExamsIsMergedInOrder() throws IOException {
    List<Segment> segments = new ArrayList<>();
    ExamSet all = ExamSet.EMPTY;
    for (int shard = 0; shard < 7; shard++) {
      List<ExamRow> rows = new ArrayList<>();
      for (int i = shard; i < 450; i += 7) {
        rows.add(
            new ExamRow.Fresh(ExamResult.of(scored("exam-" + i, "0." + (1000 + i)), run.id())));
        all = all.plus(ExamSet.of("exam-" + i));
      }
      segments.add(new SegmentWriter(run).write("" + shard, rows));
    }
    new RunPublisher(run, INFO, TableRef.none(run.output())).publish(segments, all);
    String last = text("report/page-3.html");
    assertTrue(text("report/index.html").indexOf("exam-449<") > 0);
    assertTrue(last.indexOf("exam-49<") > 0 && last.indexOf("exam-49<") < last.indexOf("exam-0<"));
    List<String> rows = text("predictions/image_predictions.csv").lines().skip(1).toList();
    assertEquals(rows.stream().sorted().toList(), rows);
    assertEquals(450, rows.size());
  }
}
