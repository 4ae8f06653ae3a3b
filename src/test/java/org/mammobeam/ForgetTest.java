package org.mammobeam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.beam.BaseRun;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.ObjectStore;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunResults;
import org.mammobeam.beam.RunRows;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.ExamId;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.history.ExamRemoval;
import org.mammobeam.history.Forgotten;
import org.mammobeam.model.ModelRole;

/**
 * Forgetting exams: of three runs, the second with another patch network and the third named after
 * an exam. Exam p has a name that every format escapes and shares nothing; q and its twin are of
 * the same bytes; the one like q has its outline and another inside; bad lacks a view.
 */
final class ForgetTest {
  private static final String P = "p, \"ü\" & <7>";
  private static final String Q = "q-1";
  private static final String TWIN = "twin-2";
  private static final String LIKE = "like-3";
  private static final String BAD = "bad-view";

  @TempDir static Path first;
  @TempDir Path folder;

  private TestScreening screening = new TestScreening(first.resolve("exams"), first.resolve("out"));

  @BeforeAll
  static void threeRuns() throws IOException {
    TestScreening screening = new TestScreening(first.resolve("exams"), first.resolve("out"));
    new SyntheticExam(440, 350, true, false).write(screening.input.resolve(P));
    SyntheticExam.withLesion().write(screening.input.resolve(LIKE));
    SyntheticExam.plain().write(screening.input.resolve(Q));
    SyntheticExam.plain().write(screening.input.resolve(TWIN));
    new SyntheticExam(400, 320, false, false).write(screening.input.resolve(BAD));
    Files.delete(screening.input.resolve(BAD).resolve("R_CC.png"));
    screening.run();
    screening.others = Set.of(ModelRole.PATCH);
    screening.run();
    screening.exams = P;
    screening.run();
  }

  @BeforeEach
  void copy() throws IOException {
    ExamTrees.copy(first, folder);
    screening = new TestScreening(folder.resolve("exams"), folder.resolve("out"));
    screening.others = Set.of(ModelRole.PATCH);
  }

  private Forgotten forget(String exam) throws IOException {
    return forget(screening.folder(), exam, false);
  }

  private static Forgotten forget(Folder output, String exam, boolean dryRun) throws IOException {
    return new ExamRemoval(output, exam, null, dryRun).forget();
  }

  private static List<ExamResult> rows(Folder output, String exam) throws IOException {
    List<ExamResult> rows = new ArrayList<>();
    for (String run : RunFolder.published(output).toList()) {
      RunResults.find(new RunFolder(output, run), exam).ifPresent(rows::add);
    }
    return rows;
  }

  private static Map<String, Integer> failures(RunSummary summary) {
    Map<String, Integer> counts = new TreeMap<>();
    summary.stages().forEach(c -> counts.put(c.stage(), (int) (c.computed() + c.reused())));
    return counts;
  }

  @Test
  void nothingIsFoundOfAForgottenExam() throws IOException, InterruptedException {
    Path output = screening.output;
    String newest = RunResults.newest(screening.folder()).orElseThrow().id();
    Traces traces = new Traces(P, rows(screening.folder(), P));
    plant(output, newest);
    List<String> before = traces.in(Traces.files(output), Set.of(), Set.of());
    for (String place :
        List.of(
            "/rows/",
            "/cards/",
            "/skip/",
            "/DONE",
            "manifest.json",
            ".csv",
            ".html",
            ".jsonl",
            "overlays/",
            "report/diff",
            ".tmp",
            "report/page-2.html")) {
      assertTrue(before.stream().anyMatch(trace -> trace.contains(place)), place);
    }

    Forgotten forgotten = forget(P);

    assertEquals(3, forgotten.runs().size());
    assertEquals(List.of("000009-00000000"), forgotten.deletedRuns());
    assertEquals(List.of("report/diff-1-2.html"), forgotten.pages());
    assertEquals(List.of(), forgotten.shared());
    assertEquals(List.of(), forgotten.sameImages());
    assertTrue(forgotten.artifacts() > 6, forgotten::toString);
    assertEquals(List.of(), traces.in(Traces.files(output), Set.of(), Set.of()));
    assertFalse(Files.exists(output.resolve("forget")));
  }

  /** What crashes, workers that wrote twice, longer reports and comparisons leave. */
  private static void plant(Path output, String newest) throws IOException, InterruptedException {
    Path run = output.resolve("runs").resolve(newest);
    Path segment;
    try (Stream<Path> segments = Files.list(run.resolve("rows"))) {
      segment =
          segments
              .filter(file -> text(file).contains(ExamId.fileName("p")))
              .filter(file -> text(file).contains("<7>"))
              .findFirst()
              .orElseThrow();
    }
    Files.copy(segment, run.resolve("rows/17-deadbeef"));
    Files.copy(
        output.resolve("predictions/predictions.jsonl"),
        output.resolve("predictions/predictions.jsonl.0c3d9b56-6a0e-4c5f-9a43-5f2b5ff1c0de.tmp"));
    Files.copy(output.resolve("report/index.html"), output.resolve("report/page-2.html"));
    Files.copy(output.resolve("report/index.html"), output.resolve("report/diff-1-2.html"));
    Path dead = OldRuns.dead(output, "000009-00000000");
    Files.createDirectories(dead.resolve("rows"));
    Files.copy(segment, dead.resolve("rows/17-deadbeef"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theOtherExamsKeepTheirResults() throws IOException {
    Map<String, List<String>> before = lines(P);
    List<RunSummary> old = summaries();
    forget(P);
    assertEquals(before, lines(P));
    List<RunSummary> now = summaries();
    for (int i = 0; i < old.size(); i++) {
      assertEquals(old.get(i).run(), now.get(i).run());
      assertEquals(old.get(i).exams().count() - 1, now.get(i).exams().count());
      assertEquals(old.get(i).failedExams(), now.get(i).failedExams());
      assertEquals(old.get(i).startedMillis(), now.get(i).startedMillis());
      failures(now.get(i)).forEach((stage, count) -> assertEquals(3, count, stage));
    }
    RunSummary again = screening.run();
    assertEquals(5, again.exams().count());
    List<String> computed =
        screening.rows(again).values().stream()
            .filter(row -> row.run().equals(again.run()))
            .map(row -> row.source().id())
            .toList();
    assertTrue(computed.contains(P), computed::toString);
  }

  /** Lines of all results at the top and in the runs, but those of an exam. */
  private Map<String, List<String>> lines(String without) throws IOException {
    Map<String, List<String>> lines = new TreeMap<>();
    try (Stream<Path> files = Files.walk(screening.output)) {
      for (Path file : files.filter(path -> path.toString().matches(".*\\.(csv|jsonl)")).toList()) {
        lines.put(
            screening.output.relativize(file).toString(),
            Files.readAllLines(file).stream()
                .filter(line -> !line.contains(without.substring(without.length() - 3)))
                .toList());
      }
    }
    return lines;
  }

  private List<RunSummary> summaries() throws IOException {
    List<RunSummary> summaries = new ArrayList<>();
    for (String run : RunFolder.published(screening.folder()).toList()) {
      summaries.add(RunResults.summary(new RunFolder(screening.folder(), run)));
    }
    return summaries;
  }

  @Test
  void whatAnotherExamSharesStaysAndIsNamed() throws IOException {
    Folder output = screening.folder();
    Traces traces = new Traces(Q, rows(output, Q));
    Map<String, byte[]> before = Traces.files(screening.output);
    Forgotten forgotten = forget(Q);
    assertEquals(List.of(TWIN), forgotten.sameImages());
    assertFalse(forgotten.shared().isEmpty());
    Set<String> shared = new HashSet<>();
    for (Forgotten.Shared artifact : forgotten.shared()) {
      shared.add(artifact.folder());
      assertFalse(artifact.exams().isEmpty(), artifact::toString);
      assertTrue(Set.of(TWIN, LIKE).containsAll(artifact.exams()), artifact::toString);
      assertTrue(before.containsKey(artifact.folder() + "/manifest.json"), artifact::toString);
    }
    assertTrue(
        forgotten.shared().stream().anyMatch(artifact -> artifact.exams().contains(LIKE)),
        "the outline is the same");
    assertEquals(List.of(), traces.in(Traces.files(screening.output), shared, Set.of(TWIN, LIKE)));
    RunSummary again = screening.run();
    assertEquals(
        0,
        again.stages().stream().mapToLong(stage -> stage.computed()).sum(),
        "the twin's artifacts are those of q");
  }

  @Test
  void aFailedExamIsForgottenWithItsFailure() throws IOException {
    Traces traces = new Traces(BAD, rows(screening.folder(), BAD));
    forget(BAD);
    assertEquals(List.of(), traces.in(Traces.files(screening.output), Set.of(), Set.of()));
    for (RunSummary summary : summaries()) {
      assertEquals(0, summary.failedExams());
      assertEquals(4, summary.exams().count());
    }
    assertEquals("", Files.readString(screening.output.resolve("failures.jsonl")));
  }

  @Test
  void theLastExamLeavesEmptyRuns() throws IOException {
    for (String exam : List.of(P, Q, TWIN, LIKE, BAD)) {
      forget(exam);
    }
    for (RunSummary summary : summaries()) {
      assertEquals(0, summary.exams().count());
      assertEquals(List.of(), summary.stages());
    }
    assertFalse(
        Traces.files(screening.output).keySet().stream()
            .anyMatch(path -> path.startsWith("artifacts/") && !path.endsWith("/")));
    assertEquals(5, screening.run().exams().count());
  }

  @Test
  void aDryRunTellsTheSameAndDoesNothing() throws IOException {
    Map<String, byte[]> before = Traces.files(screening.output);
    Forgotten told = forget(screening.folder(), P, true);
    assertEquals(before.keySet(), Traces.files(screening.output).keySet());
    Forgotten done = forget(P);
    assertEquals(told.runs(), done.runs());
    assertEquals(told.artifacts(), done.artifacts());
    assertEquals(told.bytes(), done.bytes());
    assertTrue(told.dryRun());
  }

  @Test
  void whatCannotBeForgottenIsRefused() throws IOException {
    IllegalArgumentException unknown =
        assertThrows(IllegalArgumentException.class, () -> forget("nobody"));
    assertTrue(String.valueOf(unknown.getMessage()).contains("no run"), unknown::toString);

    OldRuns.live(screening.output, "000008-00000000", "");
    IllegalArgumentException live = assertThrows(IllegalArgumentException.class, () -> forget(P));
    assertTrue(String.valueOf(live.getMessage()).contains("000008-00000000"), live::toString);
    Files.delete(screening.output.resolve("runs/000008-00000000/START"));

    Path rows = screening.output.resolve("runs").resolve(summaries().get(0).run()).resolve("rows");
    try (Stream<Path> files = Files.list(rows)) {
      Files.writeString(files.findFirst().orElseThrow(), "cut");
    }
    IllegalArgumentException damaged =
        assertThrows(IllegalArgumentException.class, () -> forget(P));
    assertTrue(String.valueOf(damaged.getMessage()).contains("damaged"), damaged::toString);
  }

  @Test
  void saysThatTheExamsFilesAreStillThere() throws IOException {
    Folder input = new Folder(screening.input.toString());
    String there =
        String.join("", new ExamRemoval(screening.folder(), P, input, true).forget().remarks());
    assertTrue(there.contains("still there") && there.contains("L_CC.png"), there);
    ExamTrees.delete(screening.input.resolve(P));
    assertEquals(List.of(), new ExamRemoval(screening.folder(), P, input, true).forget().remarks());
  }

  @Test
  void killedAtAnyMomentEveryRunIsSoundAndTheSameCallFinishes() throws IOException {
    ObjectStore.fill(screening.output, OldRuns.TWO_DAYS);
    Map<String, byte[]> start = ObjectStore.objects();
    Folder output = ObjectStore.folder();
    Traces traces = new Traces(P, rows(output, P));
    Map<String, List<ExamResult>> others = others(output);
    forget(output, P, false);
    Map<String, byte[]> end = ObjectStore.objects();
    int changes = 0;
    for (boolean finished = false; !finished; changes++) {
      ObjectStore.reset(start, OldRuns.TWO_DAYS);
      ObjectStore.killAfter(changes);
      try {
        forget(output, P, false);
        finished = true;
      } catch (IOException e) {
        assertEquals("killed", e.getMessage());
        ObjectStore.revive();
        checkSound(output);
        checkOldOrNew(start, end);
        assertEquals(others, others(output), "after " + changes);
        forget(output, P, false);
      }
      ObjectStore.revive();
      checkSound(output);
      checkOldOrNew(end, end);
      assertEquals(others, others(output), "after " + changes);
      assertEquals(
          List.of(), traces.in(ObjectStore.objects(), Set.of(), Set.of()), "after " + changes);
    }
    assertTrue(changes > 50, "only " + changes);
  }

  /** Results and pages are never a mixture, in the runs and at the top. */
  private static void checkOldOrNew(Map<String, byte[]> start, Map<String, byte[]> end) {
    Map<String, byte[]> now = ObjectStore.objects();
    for (String path : end.keySet()) {
      if (path.matches("(runs/[^/]+/)?(predictions/.*|failures.jsonl|report/.*)")) {
        byte[] content = now.getOrDefault(path, new byte[0]);
        assertTrue(
            Arrays.equals(content, start.get(path)) || Arrays.equals(content, end.get(path)), path);
      }
    }
  }

  private static void checkSound(Folder output) throws IOException {
    Map<String, byte[]> objects = ObjectStore.objects();
    List<String> runs = RunFolder.published(output).toList();
    assertEquals(3, runs.size());
    for (String run : runs) {
      try {
        BaseRun.check(new RunFolder(output, run));
      } catch (MalformedDataException e) {
        throw new AssertionError(run, e);
      }
      RunRows.forEach(
          new RunFolder(output, run),
          row ->
              row.outcomes().stream()
                  .flatMap(outcome -> outcome.artifact().stream())
                  .forEach(
                      named -> assertTrue(objects.containsKey(named.folder() + "/manifest.json"))));
    }
  }

  private static Map<String, List<ExamResult>> others(Folder output) throws IOException {
    Map<String, List<ExamResult>> others = new TreeMap<>();
    for (String run : RunFolder.published(output).toList()) {
      List<ExamResult> rows = new ArrayList<>();
      RunRows.forEach(
          new RunFolder(output, run),
          row -> {
            if (!row.source().id().equals(P)) {
              rows.add(row);
            }
          });
      rows.sort(ExamResult.BY_ID);
      others.put(run, rows);
    }
    return others;
  }
}
