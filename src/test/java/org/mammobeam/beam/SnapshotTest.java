package org.mammobeam.beam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.Plan;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.stage.StoredPredictions;

/** Publications of a stream, and the runs that are made of them. */
final class SnapshotTest {
  private static final Plan FIRST = plan(1);
  private static final Plan SECOND = plan(2);

  @TempDir Path output;

  @BeforeEach
  void fileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  private static Plan plan(long pixels) {
    return new Plan(List.of(), List.of(), Exams.MODELS, HorizontalFlip.NO, pixels);
  }

  private Folder folder() {
    return new Folder(output.toString());
  }

  private static ExamResult row(String exam, String score, Plan plan, String attempt, long millis) {
    TreeMap<String, String> values = new TreeMap<>();
    for (String label : StoredPredictions.LABELS) {
      values.put(label, score);
    }
    Fingerprint key = Sha256.of((exam + score).getBytes(UTF_8));
    Artifact artifact = new Artifact("classify-image", key, attempt, new TreeMap<>(), values);
    return new ExamResult(
        Exams.listed(exam),
        "000001-00000000",
        plan.hash(),
        List.of(new StageOutcome("classify-image", 3, new Outcome.Done(artifact, false, millis))));
  }

  private static ExamResult row(String exam, String score, Plan plan) {
    return row(exam, score, plan, "0", 12);
  }

  private Publications.Outcome publish(ExamResult row) throws IOException {
    return new Publications(folder())
        .publish(row, plan -> plan.equals(FIRST.hash()) ? 1 : plan.equals(SECOND.hash()) ? 2 : 0);
  }

  private TableRef base() throws IOException {
    return BaseRun.find(folder(), refused -> {});
  }

  private Optional<RunSummary> snapshot(Plan by) throws IOException {
    RunInfo info = new RunInfo("test", "", by, new RunTask("streaming, changed", false, ""));
    return new Snapshot(folder(), info, List.of(FIRST, SECOND)).take(base());
  }

  private List<String> results() throws IOException {
    return Files.readAllLines(output.resolve(ResultFiles.IMAGE)).stream()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf(',') + 7))
        .toList();
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.walk(output.resolve("published"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void aResultIsPublishedOnceHoweverOftenItIsMade() throws IOException {
    assertEquals(Publications.Outcome.FIRST, publish(row("a", "0.1", FIRST)));
    assertEquals(Publications.Outcome.SAME, publish(row("a", "0.1", FIRST, "1", 99)));
    assertEquals(Publications.Outcome.REPLACED, publish(row("a", "0.2", FIRST)));
    assertEquals(Publications.Outcome.REPLACED, publish(row("a", "0.1", FIRST)));
    assertEquals(3, files());
    assertEquals(row("a", "0.1", FIRST), new Publications(folder()).newest("a").orElseThrow());
  }

  @Test
  void aResultOfAnEarlierEditionComesTooLate() throws IOException {
    publish(row("a", "0.1", SECOND));
    assertEquals(Publications.Outcome.STALE, publish(row("a", "0.2", FIRST)));
    assertEquals(1, files());
  }

  @Test
  void twoThatPublishAnExamAtOnceTakeTwoNumbers() throws Exception {
    int workers = 8;
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<Callable<Publications.Outcome>> publishing = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        String score = "0." + (i + 1);
        publishing.add(() -> publish(row("a", score, FIRST)));
      }
      for (Future<Publications.Outcome> published : pool.invokeAll(publishing)) {
        assertTrue(published.get() != Publications.Outcome.SAME);
      }
    } finally {
      pool.shutdownNow();
    }
    assertEquals(workers, files());
  }

  @Test
  void aSnapshotHasTheRowsOfTheRunBeforeAndTheNewResults() throws IOException {
    publish(row("b", "0.1", FIRST));
    publish(row("c", "0.2", FIRST));
    assertEquals(2, snapshot(FIRST).orElseThrow().exams().count());
    publish(row("a", "0.3", FIRST));
    publish(row("c", "0.4", SECOND));
    RunSummary second = snapshot(SECOND).orElseThrow();
    assertEquals(List.of("a,0.3000", "b,0.1000", "c,0.4000"), results());
    assertEquals(2, second.stages().get(0).computed(), "what the first one made is reused");
    assertEquals(
        List.of(FIRST.hash().toString(), SECOND.hash().toString()).stream().sorted().toList(),
        List.copyOf(second.plans().keySet()));
    assertTrue(snapshot(SECOND).isEmpty(), "nothing is new");
  }

  @Test
  void whatALaterRunHasReplacedDoesNotComeBack() throws IOException {
    publish(row("a", "0.1", FIRST));
    publish(row("b", "0.1", FIRST));
    snapshot(FIRST);
    RunFolder batch = RunFolder.start(folder(), base().run(), true);
    List<ExamRow> rows = new ArrayList<>();
    rows.add(new ExamRow.Fresh(row("a", "0.9", SECOND)));
    rows.add(new ExamRow.Fresh(row("b", "0.9", SECOND)));
    Segment segment = new SegmentWriter(batch).write("00", rows);
    new RunPublisher(
            batch, new RunInfo("test", "", SECOND, new RunTask("changed", false, "")), base())
        .publish(List.of(segment), segment.exams());
    publish(row("c", "0.5", SECOND));
    snapshot(SECOND);
    assertEquals(List.of("a,0.9000", "b,0.9000", "c,0.5000"), results());
  }

  @Test
  void whatAReversalHasReplacedDoesNotComeBack() throws Exception {
    publish(row("a", "0.1", FIRST));
    String first = snapshot(FIRST).orElseThrow().run();
    publish(row("a", "0.9", SECOND));
    snapshot(SECOND);
    new RunReversal(BaseRun.check(new RunFolder(folder(), first)), "test").revert();
    assertEquals(List.of("a,0.1000"), results());
    assertTrue(snapshot(SECOND).isEmpty());
    assertEquals(List.of("a,0.1000"), results());
  }

  @Test
  void aForgottenExamStaysForgotten() throws IOException {
    publish(row("a", "0.1", FIRST));
    publish(row("b", "0.2", FIRST));
    RunSummary run = snapshot(FIRST).orElseThrow();
    new RunRevision(new RunFolder(folder(), run.run())).publishWithout("a");
    new Publications(folder()).delete("a");
    assertTrue(snapshot(FIRST).isEmpty());
    String taken = Files.readString(output.resolve("runs/" + run.run() + "/" + TakenIn.FILE));
    assertEquals(Hash128.of("b") + " 1\n", taken);
    assertEquals(1, RunResults.summary(new RunFolder(folder(), run.run())).exams().count());
  }
}
