package org.mammobeam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mammobeam.algorithm.AugmentationWindows;
import org.mammobeam.algorithm.BreastCropper;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.StageCount;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.history.ScreeningPlan;
import org.mammobeam.history.ScreeningPlan.ExamStep;
import org.mammobeam.history.ScreeningPlan.StagePlan;
import org.mammobeam.history.ScreeningPlan.Step;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.Precision;
import org.mammobeam.stage.ColourMap;
import org.mammobeam.stage.VisualizeStage;
import org.mammobeam.table.Reprocess;

/**
 * What a change makes a run compute, and nothing else: one row per change, by stage and exam. The
 * plan made before each run is held to what the run then does.
 *
 * <p>Exam a has two images of one view, b has lesions, c is one patch whatever the settings.
 */
final class IncrementalTest {
  private static final List<String> NONE = List.of("", "", "", "", "", "");

  @TempDir static Path first;
  @TempDir Path folder;

  private TestScreening screening = new TestScreening(first.resolve("exams"), first.resolve("out"));

  /** A change between two runs. */
  private interface Change {
    void make(TestScreening screening) throws IOException;
  }

  /**
   * A row of the promise.
   *
   * @param name what changes
   * @param change makes it so
   * @param computed per stage in its order, the exams for which it computes
   * @param reason that the plan gives, where anything runs
   */
  private record Row(String name, Change change, List<String> computed, String reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Row row(String name, Change change, String reason, String... computed) {
    return new Row(name, change, List.of(computed), reason);
  }

  private static Row nothing(String name, Change change) {
    return new Row(name, change, NONE, "");
  }

  static Stream<Row> rows() {
    return Stream.of(
        nothing("1 nothing", s -> {}),
        nothing("1 other worker count", s -> s.arguments = new String[] {"--targetParallelism=1"}),
        nothing("1 every file is read again", s -> s.rehash = true),
        row(
            "2 an exam is added",
            s -> new SyntheticExam(400, 320, false, false).write(s.input.resolve("d")),
            "new exam",
            "d",
            "d",
            "d",
            "d",
            "d",
            "d"),
        row(
            "3 a pixel inside the breast",
            s -> SyntheticExam.rewrite(s.file("a/L_CC.png"), List.of(210, 60, 12_000)),
            "changed file: L-CC-0",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a"),
        row(
            "4 a background pixel far from the breast",
            s -> SyntheticExam.rewrite(s.file("a/L_CC.png"), List.of(5, 325, 12_000)),
            "changed file: L-CC-0",
            "a",
            "",
            "",
            "",
            "",
            ""),
        row(
            "5 a file compressed again",
            s -> SyntheticExam.rewrite(s.file("b/R_CC.png"), List.of()),
            "changed file: R-CC-0",
            "b",
            "",
            "",
            "",
            "",
            ""),
        nothing(
            "6 a file touched",
            s ->
                Files.setLastModifiedTime(
                    s.file("b/R_CC.png"), FileTime.fromMillis(1_600_000_000_000L))),
        nothing("7 an exam's folder renamed", s -> Files.move(s.file("b"), s.file("z"))),
        nothing("8 an exam removed", s -> ExamTrees.delete(s.file("b"))),
        nothing(
            "9 unused files added",
            s -> {
              s.bundleName = "other name";
              Files.writeString(s.file("b/notes.txt"), "unlisted");
            }),
        row(
            "10 another patch network",
            s -> s.others = Set.of(ModelRole.PATCH),
            "model: another patch network",
            "",
            "",
            "abc",
            "",
            "b",
            "b"),
        row(
            "11 another classifier of images",
            s -> s.others = Set.of(ModelRole.IMAGE),
            "model: another image network",
            "",
            "",
            "",
            "abc",
            "",
            ""),
        row(
            "12 another classifier of images and heatmaps",
            s -> s.others = Set.of(ModelRole.IMAGE_HEATMAPS),
            "model: another image-heatmaps network",
            "",
            "",
            "",
            "",
            "abc",
            ""),
        row(
            "13 crop's version raised",
            s -> s.raised = "crop",
            "code: version",
            "abc",
            "",
            "",
            "",
            "",
            ""),
        row(
            "14 a crop setting that changes pixels",
            s -> s.crop(new BreastCropper(20, 15)),
            "settings: ",
            "abc",
            "ab",
            "ab",
            "ab",
            "ab",
            "ab"),
        row(
            "15 centers' version raised",
            s -> s.raised = "centers",
            "code: version",
            "",
            "abc",
            "",
            "",
            "",
            ""),
        row(
            "16 augmentation rounds",
            s -> s.classify(new AugmentationWindows(2, 0, 10, 10)),
            "settings: ",
            "",
            "",
            "",
            "abc",
            "abc",
            ""),
        row(
            "17 stride seed",
            s -> s.heatmaps(new Settings.Heatmaps(7)),
            "settings: ",
            "",
            "",
            "abc",
            "",
            "ab",
            "ab"),
        row(
            "18 precision",
            s -> s.settings = s.settings.withPrecision(Precision.BF16),
            "settings: ",
            "",
            "",
            "abc",
            "abc",
            "abc",
            "b"),
        row(
            "19 colour map of the overlays",
            s -> s.visualize(new VisualizeStage(100, ColourMap.ORANGE_BLUE)),
            "settings: ",
            "",
            "",
            "",
            "",
            "",
            "abc"),
        row(
            "20 horizontal_flip edited in the list",
            s -> SyntheticExam.list(s.file("c"), "YES", ""),
            "changed horizontal_flip: NO → YES",
            "c",
            "c",
            "c",
            "c",
            "c",
            "c"),
        nothing(
            "21 the list saved again",
            s ->
                Files.writeString(
                    s.file("b/exam.json"),
                    "[{\"R-MLO\": [\"R_MLO\"], \"L-MLO\": [\"L_MLO\"], \"cancer_label\": {\"x\": 1},"
                        + " \"R-CC\": [\"R_CC\"], \"L-CC\": [\"L_CC\"], \"horizontal_flip\":"
                        + " \"NO\"}]")),
        nothing(
            "21 images renamed with their list",
            s -> {
              Files.move(s.file("b/L_CC.png"), s.file("b/first.png"));
              Files.writeString(
                  s.file("b/exam.json"),
                  Files.readString(s.file("b/exam.json")).replace("L_CC", "first"));
            }),
        row(
            "22 two images of a view swapped",
            s ->
                Files.writeString(
                    s.file("a/exam.json"),
                    Files.readString(s.file("a/exam.json"))
                        .replace("\"L_CC\", \"L_CC_2\"", "\"L_CC_2\", \"L_CC\"")),
            "changed file: L-CC-0",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a"),
        nothing(
            "23 patch network A, B, A",
            s -> {
              s.others = Set.of(ModelRole.PATCH);
              s.run();
              s.others = Set.of();
            }),
        nothing(
            "24 the input moved",
            s -> {
              Path moved = s.input.resolveSibling("elsewhere");
              Files.move(s.input, moved);
              s.input = moved;
            }),
        nothing(
            "24 the output moved",
            s -> {
              Path moved = s.output.resolveSibling("elsewhere-out");
              Files.move(s.output, moved);
              s.output = moved;
            }));
  }

  @BeforeAll
  static void screenOnce() throws IOException {
    TestScreening screening = new TestScreening(first.resolve("exams"), first.resolve("out"));
    SyntheticExam.plain().write(screening.file("a"));
    SyntheticExam.plain().writeSecondImage(screening.file("a"));
    SyntheticExam.withLesion().write(screening.file("b"));
    SyntheticExam.onePatch().write(screening.file("c"));
    ScreeningPlan plan = screening.plan();
    RunSummary run = screening.run();
    assertEquals(List.of("abc", "abc", "abc", "abc", "abc", "abc"), computed(screening.rows(run)));
    assertEquals(List.of("abc", "", "", "", "", ""), steps(plan, Step.RUNS));
    assertEquals(List.of("", "abc", "abc", "abc", "abc", "abc"), steps(plan, Step.MAY_RUN));
  }

  @BeforeEach
  void copyFirstRun() throws IOException {
    ExamTrees.copy(first, folder.resolve("copy"));
    screening =
        new TestScreening(
            folder.resolve("copy").resolve("exams"), folder.resolve("copy").resolve("out"));
  }

  /** Per stage, the exams for which a run computed. */
  private static List<String> computed(Map<String, ExamResult> rows) {
    return perStage(rows, outcome -> outcome instanceof Outcome.Done done && !done.reused());
  }

  private static List<String> perStage(Map<String, ExamResult> rows, Predicate<Outcome> wanted) {
    Map<String, String> exams = new TreeMap<>();
    rows.forEach(
        (id, row) -> {
          for (StageOutcome outcome : row.outcomes()) {
            exams.merge(outcome.stage(), wanted.test(outcome.outcome()) ? id : "", String::concat);
          }
        });
    return Settings.STAGES.stream().map(stage -> exams.getOrDefault(stage, "")).toList();
  }

  private static List<String> steps(ScreeningPlan plan, Step wanted) {
    return Settings.STAGES.stream()
        .map(
            stage -> {
              StringBuilder exams = new StringBuilder();
              plan.changed()
                  .forEach(
                      exam ->
                          exam.stages().stream()
                              .filter(step -> step.stage().equals(stage) && step.step() == wanted)
                              .forEach(step -> exams.append(exam.exam())));
              return exams.toString();
            })
        .toList();
  }

  /** What would run has run, and nothing that would neither run nor may. */
  private static void assertKept(ScreeningPlan plan, RunSummary run) {
    for (int i = 0; i < plan.stages().size(); i++) {
      StagePlan planned = plan.stages().get(i);
      StageCount did = run.stages().get(i);
      assertEquals(planned.stage(), did.stage());
      long ran = did.computed() + did.failed();
      assertTrue(planned.runs() <= ran, planned + " but " + did);
      assertTrue(ran <= planned.runs() + planned.mayRun(), planned + " but " + did);
      assertTrue(planned.reused() <= did.reused(), planned + " but " + did);
      if (planned.mayRun() == 0) {
        assertEquals(planned.reused(), did.reused(), planned + " but " + did);
        assertEquals(planned.remembered(), did.remembered(), planned + " but " + did);
      }
    }
  }

  private ScreeningPlan planThenRun() throws IOException {
    ScreeningPlan plan = screening.plan();
    RunSummary run = screening.run();
    assertKept(plan, run);
    assertEquals(0, run.failedExams());
    return plan;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void computesWhatTheChangeTouches(Row row) throws IOException {
    row.change().make(screening);
    ScreeningPlan plan = screening.plan();
    RunSummary run = screening.run();
    Map<String, ExamResult> rows = screening.rows(run);

    assertEquals(row.computed(), computed(rows));
    assertEquals(0, run.failedExams());
    Set<String> exams = new TreeSet<>();
    try (Stream<Path> folders = Files.list(screening.input)) {
      folders.forEach(exam -> exams.add(String.valueOf(exam.getFileName())));
    }
    assertEquals(exams, rows.keySet());
    assertKept(plan, run);
    List<String> reasons =
        plan.changed().stream()
            .flatMap(exam -> exam.stages().stream())
            .filter(step -> step.step() == Step.RUNS)
            .map(ExamStep::reasons)
            .map(String::valueOf)
            .toList();
    assertEquals(row.computed().equals(NONE), reasons.isEmpty());
    assertTrue(
        reasons.stream().allMatch(reason -> reason.contains(row.reason())), reasons.toString());

    screening.rehash = false;
    ScreeningPlan after = screening.plan();
    assertEquals(NONE, steps(after, Step.RUNS));
    assertEquals(NONE, steps(after, Step.MAY_RUN));
  }

  @Test
  void aThirdRunWithTheFirstNetworkGivesTheFirstFiles() throws IOException {
    Map<String, String> before = screening.results();
    screening.others = Set.of(ModelRole.PATCH, ModelRole.IMAGE);
    screening.run();
    assertFalse(before.equals(screening.results()));
    screening.others = Set.of();
    screening.run();
    assertEquals(before, screening.results());
  }

  @Test
  void row25WhatAnInterruptedRunFinishedIsNotComputedAgain() throws IOException {
    ExamTrees.delete(screening.output);
    screening.trouble = "c/R_MLO.png";
    assertThrows(PipelineExecutionException.class, screening::run);
    Map<String, Integer> there = screening.artifacts();
    assertFalse(Files.exists(screening.output.resolve("predictions")));
    screening.trouble = "";
    RunSummary run = screening.run();
    run.stages()
        .forEach(
            stage -> {
              assertEquals(3, stage.computed() + stage.reused(), stage::stage);
              assertTrue(
                  stage.reused() >= there.getOrDefault(stage.stage(), 0),
                  there + ", but then " + stage);
            });
    TestScreening undisturbed = new TestScreening(first.resolve("exams"), first.resolve("out"));
    assertEquals(undisturbed.results(), screening.results());
  }

  private byte[] breakExam(String file) throws IOException {
    byte[] whole = Files.readAllBytes(screening.file(file));
    Files.write(screening.file(file), Arrays.copyOf(whole, whole.length / 2));
    Files.setLastModifiedTime(screening.file(file), SyntheticExam.LONG_AGO);
    return whole;
  }

  @Test
  void row26OnlyTheExamThatFailedIsComputedWhenItIsWhole() throws IOException {
    byte[] whole = breakExam("b/L_MLO.png");
    ScreeningPlan plan = screening.plan();
    RunSummary broken = screening.run();
    assertKept(plan, broken);
    assertEquals(1, broken.failedExams());
    Files.write(screening.file("b/L_MLO.png"), whole);
    ExamTrees.delete(screening.output.resolve("artifacts/crop"));
    Files.setLastModifiedTime(
        screening.file("b/L_MLO.png"), FileTime.fromMillis(1_510_000_000_000L));
    assertEquals("b", steps(planThenRun(), Step.RUNS).get(0));
  }

  @Test
  void row27AFailureIsReportedAgainAndTriedOnRequestOnly() throws IOException {
    breakExam("b/L_MLO.png");
    screening.run();
    String failures = screening.results().getOrDefault("failures.jsonl", "");
    assertTrue(failures.contains("\"exam_id\":\"b\",\"stage\":\"crop\""), failures);

    for (boolean rehash : new boolean[] {false, true}) {
      screening.rehash = rehash;
      ScreeningPlan plan = screening.plan();
      RunSummary again = screening.run();
      assertKept(plan, again);
      assertEquals(1, again.failedExams());
      assertEquals(0, again.stages().get(0).failed());
      assertEquals(1, again.stages().get(0).remembered());
      assertEquals(failures, screening.results().get("failures.jsonl"));
    }

    screening.reprocess = Reprocess.FAILED;
    ScreeningPlan plan = screening.plan();
    assertEquals(List.of("b", "", "", "", "", ""), steps(plan, Step.RUNS));
    assertTrue(plan.stages().get(0).reasons().containsKey("retry of a failure"), plan.toString());
    RunSummary tried = screening.run();
    assertKept(plan, tried);
    assertEquals(1, tried.stages().get(0).failed());
    assertEquals(NONE, computed(screening.rows(tried)));
  }

  @Test
  void row28UnderNewOnlyOldExamsKeepTheirModelUnlessTheirFilesChange() throws IOException {
    String before = screening.results().getOrDefault("predictions/predictions.jsonl", "");
    screening.others = Set.of(ModelRole.IMAGE);
    screening.reprocess = Reprocess.NEW_ONLY;
    assertEquals(NONE, steps(planThenRun(), Step.RUNS));
    assertEquals(before, screening.results().get("predictions/predictions.jsonl"));

    new SyntheticExam(400, 320, false, false).write(screening.file("d"));
    SyntheticExam.rewrite(screening.file("b/L_CC.png"), List.of(210, 60, 12_000));
    RunSummary run = screening.run();
    assertEquals(List.of("bd", "bd", "bd", "bd", "bd", "bd"), computed(screening.rows(run)));
    List<String> lines =
        screening.results().getOrDefault("predictions/predictions.jsonl", "").lines().toList();
    assertEquals(before.lines().toList().get(0), lines.get(0));
    Map<String, ExamResult> rows = screening.rows(run);
    Set<String> models = new TreeSet<>();
    rows.forEach(
        (id, row) -> models.add(String.valueOf(row.source().models().byRole().get("image"))));
    assertEquals(2, models.size());
    assertEquals(2, run.plans().size());

    screening.reprocess = Reprocess.CHANGED;
    assertEquals("ac", steps(planThenRun(), Step.RUNS).get(3));
  }

  @Test
  void row29OnlyTheExamsOfThePatternAreWorkedOn() throws IOException {
    screening.others = Set.of(ModelRole.IMAGE);
    screening.exams = "[ab]";
    assertEquals(NONE, steps(planThenRun(), Step.RUNS));
    screening.exams = "?";
    assertEquals("abc", steps(screening.plan(), Step.RUNS).get(3));
    screening.exams = "b*";
    RunSummary run = screening.run();
    assertEquals(List.of("", "", "", "b", "", ""), computed(screening.rows(run)));
    assertEquals(3, run.exams().count());
  }

  @Test
  void allIsComputedAnewWhereThatIsAskedFor() throws IOException {
    Map<String, String> before = screening.results();
    screening.reprocess = Reprocess.ALL;
    assertEquals("abc", steps(planThenRun(), Step.RUNS).get(5));
    assertEquals(before, screening.results());
  }

  @Test
  void aTableThatIsJoinedDecidesLikeOneInMemory() throws IOException {
    screening.tableRowsInMemory = 0;
    screening.others = Set.of(ModelRole.PATCH);
    SyntheticExam.rewrite(screening.file("a/L_CC.png"), List.of(5, 325, 12_000));
    RunSummary run = screening.run();
    assertEquals(List.of("a", "", "abc", "", "b", "b"), computed(screening.rows(run)));
    RunSummary again = screening.run();
    assertEquals(NONE, computed(screening.rows(again)));
    assertEquals(18, again.stages().stream().mapToLong(stage -> stage.reused()).sum());
  }

  @Test
  void bytesThatLookUnchangedAreSeenWhenFilesAreReadAgain() throws IOException {
    for (String exam : List.of("a", "b", "c")) {
      Path file = screening.file(exam + "/L_CC.png");
      byte[] bytes = Files.readAllBytes(file);
      Arrays.fill(bytes, 60, bytes.length, (byte) 'x');
      Files.write(file, bytes);
      Files.setLastModifiedTime(file, SyntheticExam.LONG_AGO);
    }
    assertEquals(NONE, steps(planThenRun(), Step.RUNS));
    screening.rehash = true;
    RunSummary run = screening.run();
    assertEquals(3, run.failedExams());
    assertEquals(3, run.stages().get(0).failed());
  }

  @Test
  void aFileWrittenWhileItWasReadIsReadAgain() throws IOException {
    Path file = screening.file("a/L_CC.png");
    Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
    screening.run();
    FileTime time = Files.getLastModifiedTime(file);
    SyntheticExam.rewrite(file, List.of(210, 60, 12_000));
    int length = (int) Files.size(file);
    screening.run();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 20] ^= 1;
    Files.write(file, bytes);
    assertEquals(length, Files.size(file));
    Files.setLastModifiedTime(file, time);
    assertEquals(1, screening.run().failedExams());
    assertTrue(
        new String(Files.readAllBytes(screening.output.resolve("failures.jsonl")), UTF_8)
            .contains("\"exam_id\":\"a\""));
  }
}
