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
import java.util.TreeSet;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.history.ScreeningPlan;
import org.mammobeam.history.ScreeningPlan.Step;
import org.mammobeam.model.ModelRole;
import org.mammobeam.table.Reprocess;

/** Policies, failures and interruptions: which exams a run works on, and what it takes over. */
final class ReprocessTest {
  @TempDir Path folder;

  private TestScreening screening = new TestScreening(Path.of("unset"), Path.of("unset"));

  @BeforeEach
  void copyFirstRun() throws IOException {
    screening = FirstRun.copyTo(folder);
  }

  private ScreeningPlan planThenRun() throws IOException {
    ScreeningPlan plan = screening.plan();
    RunSummary run = screening.run();
    FirstRun.assertKept(plan, run);
    assertEquals(0, run.failedExams());
    return plan;
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
    Map<String, String> undisturbed = screening.results();
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
    assertEquals(undisturbed, screening.results());
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
    FirstRun.assertKept(plan, broken);
    assertEquals(1, broken.failedExams());
    Files.write(screening.file("b/L_MLO.png"), whole);
    ExamTrees.delete(screening.output.resolve("artifacts/crop"));
    Files.setLastModifiedTime(
        screening.file("b/L_MLO.png"), FileTime.fromMillis(1_510_000_000_000L));
    assertEquals("b", FirstRun.steps(planThenRun(), Step.RUNS).get(0));
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
      FirstRun.assertKept(plan, again);
      assertEquals(1, again.failedExams());
      assertEquals(0, again.stages().get(0).failed());
      assertEquals(1, again.stages().get(0).remembered());
      assertEquals(failures, screening.results().get("failures.jsonl"));
    }

    screening.reprocess = Reprocess.FAILED;
    ScreeningPlan plan = screening.plan();
    assertEquals(List.of("b", "", "", "", "", ""), FirstRun.steps(plan, Step.RUNS));
    assertTrue(plan.stages().get(0).reasons().containsKey("retry of a failure"), plan.toString());
    RunSummary tried = screening.run();
    FirstRun.assertKept(plan, tried);
    assertEquals(1, tried.stages().get(0).failed());
    assertEquals(FirstRun.NONE, FirstRun.computed(screening.rows(tried)));
  }

  @Test
  void anImageReplacedOrRemovedMeanwhileFailsItsExamAndIsTriedAgain() throws IOException {
    Map<String, String> undisturbed = screening.results();
    ExamTrees.delete(screening.output);
    Path replaced = screening.file("a/L_CC.png");
    Path removed = screening.file("c/R_MLO.png");
    byte[] wholeA = Files.readAllBytes(replaced);
    byte[] wholeC = Files.readAllBytes(removed);
    screening.replaced = "a/L_CC.png";
    screening.removed = "c/R_MLO.png";
    RunSummary run = screening.run();
    assertEquals(List.of("b", "b", "b", "b", "b", "b"), FirstRun.computed(screening.rows(run)));
    assertEquals(2, run.failedExams());
    List<String> failures = screening.results().getOrDefault("failures.jsonl", "").lines().toList();
    assertTrue(
        failures
            .get(0)
            .startsWith(
                "{\"exam_id\":\"a\",\"stage\":\"crop\",\"kind\":\"CHANGED\",\"reason\":\"L-CC-0:"
                    + " the file was changed while the exam was"
                    + " screened\",\"file\":\"a/L_CC.png\","),
        failures.get(0));
    assertTrue(failures.get(1).contains("R-MLO-0: the file was removed while"), failures.get(1));

    // As they were, to the time: nothing but the failures says that they are to be tried again.
    Files.write(replaced, wholeA);
    Files.write(removed, wholeC);
    Files.setLastModifiedTime(replaced, SyntheticExam.LONG_AGO);
    Files.setLastModifiedTime(removed, SyntheticExam.LONG_AGO);
    screening.replaced = "";
    screening.removed = "";
    ScreeningPlan plan = screening.plan();
    assertEquals("ac", FirstRun.steps(plan, Step.RUNS).get(0));
    RunSummary again = screening.run();
    FirstRun.assertKept(plan, again);
    assertEquals(
        List.of("ac", "ac", "ac", "ac", "ac", "ac"), FirstRun.computed(screening.rows(again)));
    assertEquals(undisturbed, screening.results());
  }

  @Test
  void row28UnderNewOnlyOldExamsKeepTheirModelUnlessTheirFilesChange() throws IOException {
    String before = screening.results().getOrDefault("predictions/predictions.jsonl", "");
    screening.others = Set.of(ModelRole.IMAGE);
    screening.reprocess = Reprocess.NEW_ONLY;
    assertEquals(FirstRun.NONE, FirstRun.steps(planThenRun(), Step.RUNS));
    assertEquals(before, screening.results().get("predictions/predictions.jsonl"));

    new SyntheticExam(400, 320, false, false).write(screening.file("d"));
    SyntheticExam.rewrite(screening.file("b/L_CC.png"), List.of(210, 60, 12_000));
    RunSummary run = screening.run();
    assertEquals(
        List.of("bd", "bd", "bd", "bd", "bd", "bd"), FirstRun.computed(screening.rows(run)));
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
    assertEquals("ac", FirstRun.steps(planThenRun(), Step.RUNS).get(3));
  }

  @Test
  void row29OnlyTheExamsOfThePatternAreWorkedOn() throws IOException {
    screening.others = Set.of(ModelRole.IMAGE);
    screening.exams = "[ab]";
    assertEquals(FirstRun.NONE, FirstRun.steps(planThenRun(), Step.RUNS));
    screening.exams = "?";
    assertEquals("abc", FirstRun.steps(screening.plan(), Step.RUNS).get(3));
    screening.exams = "b*";
    RunSummary run = screening.run();
    assertEquals(List.of("", "", "", "b", "", ""), FirstRun.computed(screening.rows(run)));
    assertEquals(3, run.exams().count());
  }

  @Test
  void allIsComputedAnewWhereThatIsAskedFor() throws IOException {
    Map<String, String> before = screening.results();
    screening.reprocess = Reprocess.ALL;
    assertEquals("abc", FirstRun.steps(planThenRun(), Step.RUNS).get(5));
    assertEquals(before, screening.results());
  }

  @Test
  void aTableThatIsJoinedDecidesLikeOneInMemory() throws IOException {
    screening.tableRowsInMemory = 0;
    screening.others = Set.of(ModelRole.PATCH);
    SyntheticExam.rewrite(screening.file("a/L_CC.png"), List.of(5, 325, 12_000));
    RunSummary run = screening.run();
    assertEquals(List.of("a", "", "abc", "", "b", "b"), FirstRun.computed(screening.rows(run)));
    RunSummary again = screening.run();
    assertEquals(FirstRun.NONE, FirstRun.computed(screening.rows(again)));
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
    assertEquals(FirstRun.NONE, FirstRun.steps(planThenRun(), Step.RUNS));
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
