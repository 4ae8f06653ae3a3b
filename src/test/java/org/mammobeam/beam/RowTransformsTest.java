package org.mammobeam.beam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.exam.CroppedExam;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.Failure;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.stage.VisualizeStage;

/** What happens to exams behind and between stages, transform by transform. */
final class RowTransformsTest {
  private static final byte[] PICTURE = {1, 2, 3};

  @TempDir Path output;
  private RunFolder run = new RunFolder(new Folder("unset"), "000001-00000000");
  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @BeforeEach
  void runFolder() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    run = new RunFolder(new Folder(output.toString()), "000001-00000000");
  }

  private static CroppedExam exam(String id, Outcome outcome) {
    return new CroppedExam(Exams.planned(id), new StageOutcome(VisualizeStage.NAME, 1, outcome));
  }

  private static CroppedExam failed(String id, String reason) {
    return exam(id, new Outcome.Failed(Sha256.of(new byte[] {1}), Failure.ofData(reason), false));
  }

  private PCollection<CroppedExam> exams(CroppedExam... exams) {
    return pipeline.apply(
        Create.of(List.of(exams)).withCoder(SerializableCoder.of(CroppedExam.class)));
  }

  @Test
  void spreadingKeepsEveryExamWithWhatBecameOfIt() {
    CroppedExam good = exam("a", new Outcome.NotRun("not asked for"));
    CroppedExam bad = failed("b", "no breast");
    PAssert.that(exams(good, bad).apply(ReshuffleByExam.create())).containsInAnyOrder(good, bad);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void anExamWithoutAnIdCannotBeSpread() {
    exams(exam("a", new Outcome.NotRun("not asked for")))
        .apply(
            ReshuffleByExam.by(
                exam -> {
                  throw new IllegalArgumentException("no ID");
                }));
    assertThrows(PipelineExecutionException.class, () -> pipeline.run().waitUntilFinish());
  }

  @Test
  void everyExamHasARowThatNamesItsRunAndItsFailures() {
    PCollection<ExamRow> rows =
        exams(exam("a", new Outcome.NotRun("not asked for")), failed("b", "no breast"))
            .apply(MakeRows.of(run));
    PAssert.that(rows)
        .satisfies(
            found -> {
              TreeMap<String, ExamResult> results = new TreeMap<>();
              found.forEach(row -> results.put(row.id(), ((ExamRow.Fresh) row).result()));
              assertEquals(List.of("a", "b"), List.copyOf(results.keySet()));
              results.values().forEach(result -> assertEquals("000001-00000000", result.run()));
              assertEquals(List.of(), results.firstEntry().getValue().failures());
              assertEquals(
                  "no breast", results.lastEntry().getValue().failures().get(0).failure().reason());
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void segmentsHoldEveryRowOnce() {
    PCollection<Segment> segments =
        exams(exam("a", new Outcome.NotRun("not asked for")), failed("b", "no breast"))
            .apply(MakeRows.of(run))
            .apply(new WriteRows(run));
    PAssert.that(segments)
        .satisfies(
            found -> {
              ExamSet exams = ExamSet.EMPTY;
              for (Segment segment : found) {
                exams = exams.plus(segment.exams());
              }
              assertEquals(ExamSet.of("a").plus(ExamSet.of("b")), exams);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void rowsThatCannotBeWrittenStopTheJob() throws IOException {
    Files.writeString(output.resolve("runs"), "a file where a folder has to be");
    exams(failed("b", "no breast")).apply(MakeRows.of(run)).apply(new WriteRows(run));
    assertThrows(PipelineExecutionException.class, () -> pipeline.run().waitUntilFinish());
  }

  private Artifact painted() throws IOException {
    ArtifactDraft draft =
        new FileArtifactStore(run.output()).draft(VisualizeStage.NAME, Sha256.of(new byte[] {7}));
    try (OutputStream out = draft.create(VisualizeStage.OVERLAYS, "L-CC-0.png")) {
      out.write(PICTURE);
    }
    draft.content(VisualizeStage.OVERLAYS, Sha256.of(PICTURE));
    return draft.commit();
  }

  private void publish(Artifact painted) {
    PCollection<CroppedExam> exams = exams(exam("a", new Outcome.Done(painted, false, 1)));
    PCollection<String> found = pipeline.apply("Found", Create.of("a"));
    exams
        .apply(MakeRows.of(run))
        .apply(PublishRun.of(run, PublishRunTest.INFO, TableRef.none(run.output()), found));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void paintedImagesAreCopiedToWherePeopleLook() throws IOException {
    publish(painted());
    assertArrayEquals(PICTURE, Files.readAllBytes(output.resolve("overlays/a/L-CC-0.png")));
    assertTrue(Files.exists(output.resolve(".overlays")));
  }

  @Test
  void aPaintedImageThatIsGoneStopsTheJobAfterTheRunIsPublished() throws IOException {
    Artifact painted = painted();
    Files.delete(output.resolve(painted.folder()).resolve("L-CC-0.png"));
    assertThrows(PipelineExecutionException.class, () -> publish(painted));
    assertTrue(Files.exists(output.resolve("runs/000001-00000000/DONE")));
    assertFalse(Files.exists(output.resolve(".overlays")));
  }
}
