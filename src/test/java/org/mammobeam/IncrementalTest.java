package org.mammobeam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mammobeam.algorithm.AugmentationWindows;
import org.mammobeam.algorithm.BreastCropper;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.history.ScreeningPlan;
import org.mammobeam.history.ScreeningPlan.ExamStep;
import org.mammobeam.history.ScreeningPlan.Step;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.Precision;
import org.mammobeam.stage.ColourMap;
import org.mammobeam.stage.VisualizeStage;

/**
 * What a change makes a run compute, and nothing else: one row per change, by stage and exam. The
 * plan made before each run is held to what the run then does.
 */
final class IncrementalTest {
  @TempDir Path folder;

  private TestScreening screening = new TestScreening(Path.of("unset"), Path.of("unset"));

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
    return new Row(name, change, FirstRun.NONE, "");
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
                    "[{\"R-MLO\": [\"R_MLO\"], \"L-MLO\": [\"L_MLO\"], \"cancer_label\": {\"x\":"
                        + " 1}, \"R-CC\": [\"R_CC\"], \"L-CC\": [\"L_CC\"], \"horizontal_flip\":"
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

  @BeforeEach
  void copyFirstRun() throws IOException {
    screening = FirstRun.copyTo(folder);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void computesWhatTheChangeTouches(Row row) throws IOException {
    row.change().make(screening);
    ScreeningPlan plan = screening.plan();
    RunSummary run = screening.run();
    Map<String, ExamResult> rows = screening.rows(run);

    assertEquals(row.computed(), FirstRun.computed(rows));
    assertEquals(0, run.failedExams());
    Set<String> exams = new TreeSet<>();
    try (Stream<Path> folders = Files.list(screening.input)) {
      folders.forEach(exam -> exams.add(String.valueOf(exam.getFileName())));
    }
    assertEquals(exams, rows.keySet());
    FirstRun.assertKept(plan, run);
    List<String> reasons =
        plan.changed().stream()
            .flatMap(exam -> exam.stages().stream())
            .filter(step -> step.step() == Step.RUNS)
            .map(ExamStep::reasons)
            .map(String::valueOf)
            .toList();
    assertEquals(row.computed().equals(FirstRun.NONE), reasons.isEmpty());
    assertTrue(
        reasons.stream().allMatch(reason -> reason.contains(row.reason())), reasons.toString());

    screening.rehash = false;
    ScreeningPlan after = screening.plan();
    assertEquals(FirstRun.NONE, FirstRun.steps(after, Step.RUNS));
    assertEquals(FirstRun.NONE, FirstRun.steps(after, Step.MAY_RUN));
  }
}
