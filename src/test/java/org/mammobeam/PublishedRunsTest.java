package org.mammobeam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.beam.BaseRun;
import org.mammobeam.beam.FileArtifactStore;
import org.mammobeam.beam.LookUpExams;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.RunTables;
import org.mammobeam.beam.Screening;
import org.mammobeam.beam.StageCount;
import org.mammobeam.beam.TableRef;
import org.mammobeam.exam.AssembledExam;
import org.mammobeam.exam.ExamFiles;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.FileState;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.history.RunLine;
import org.mammobeam.history.RunList;
import org.mammobeam.model.ModelRole;
import org.mammobeam.table.Reprocess;
import org.mammobeam.table.SkipRule;

/** Which runs are believed, and runs beside each other. */
final class PublishedRunsTest {
  @TempDir Path folder;

  private TestScreening screening = new TestScreening(Path.of("unset"), Path.of("unset"));

  @BeforeEach
  void twoExams() {
    screening = new TestScreening(folder.resolve("exams"), folder.resolve("out"));
    SyntheticExam.onePatch().write(screening.file("a"));
    new SyntheticExam(256, 270, true, true).write(screening.file("b"));
  }

  private interface Damage {
    void to(Path file) throws IOException;
  }

  private static void cut(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
  }

  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private Path only(String folderOfRun) throws IOException {
    try (Stream<Path> files = Files.list(screening.output.resolve(folderOfRun))) {
      return files.sorted().findFirst().orElseThrow();
    }
  }

  private String base(List<String> refused) throws IOException {
    return BaseRun.find(screening.folder(), refused::add).run();
  }

  @Test
  void aRunThatIsNotWhatItWasIsRefusedWithTheReasonAndTheOneBeforeIsUsed() throws IOException {
    String first = screening.run().run();
    String second = screening.run().run();
    Path runs = screening.output.resolve("runs");
    Path done = runs.resolve(second).resolve("DONE");
    byte[] whole = Files.readAllBytes(done);
    Path rows = only("runs/" + second + "/rows");
    Path skip = only("runs/" + second + "/skip");
    List<Damage> damages =
        List.of(
            file -> cut(done),
            file -> flip(done),
            file -> Files.write(done, new byte[0]),
            file ->
                Files.writeString(
                    done, new String(whole, UTF_8).replace("\"format\":1", "\"format\":2")),
            file ->
                Files.copy(
                    runs.resolve(first).resolve("DONE"),
                    done,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING),
            file -> cut(rows),
            file -> flip(rows),
            file -> Files.delete(rows),
            file -> cut(skip),
            file -> flip(skip),
            file -> Files.delete(skip));
    for (int i = 0; i < damages.size(); i++) {
      byte[] goodRows = Files.readAllBytes(rows);
      byte[] goodSkip = Files.readAllBytes(skip);
      List<String> refused = new ArrayList<>();
      assertEquals(second, base(refused));
      assertEquals(List.of(), refused);

      damages.get(i).to(done);
      assertEquals(first, base(refused), "damage " + i);
      assertEquals(1, refused.size());
      assertTrue(refused.get(0).startsWith("run " + second + " is not used: "), refused.get(0));
      assertEquals(
          RunLine.State.REFUSED, RunList.of(screening.folder()).get(1).state(), "damage " + i);

      Files.write(done, whole);
      Files.write(rows, goodRows);
      Files.write(skip, goodSkip);
    }
  }

  @Test
  void aRunFromAnotherOutputIsNotBelieved() throws IOException {
    screening.run();
    TestScreening other = new TestScreening(screening.input, folder.resolve("other"));
    String foreign = other.run().run();
    ExamTrees.copy(
        folder.resolve("other/runs").resolve(foreign),
        screening.output.resolve("runs/000009-" + foreign.substring(7)));
    ExamTrees.copy(
        folder.resolve("other/runs").resolve(foreign),
        screening.output.resolve("runs").resolve(foreign));
    List<String> refused = new ArrayList<>();
    base(refused);
    assertTrue(refused.get(0).contains("its DONE is that of run " + foreign), refused.toString());
    Path own = screening.output.resolve("runs");
    ExamTrees.delete(own.resolve("000009-" + foreign.substring(7)));
    try (Stream<Path> runs = Files.list(own)) {
      for (Path run : runs.toList()) {
        if (!run.endsWith(foreign)) {
          ExamTrees.delete(run);
        }
      }
    }
    refused.clear();
    assertEquals("", base(refused));
    assertTrue(refused.get(0).contains("another output folder"), refused.toString());
  }

  @Test
  void withoutAnyTableTheStoreStillServes() throws IOException {
    screening.run();
    try (Stream<Path> files = Files.walk(screening.output.resolve("runs"))) {
      for (Path done : files.filter(file -> file.endsWith("DONE")).toList()) {
        cut(done);
      }
    }
    RunSummary run = screening.run();
    assertEquals("", run.base());
    assertEquals(12, run.stages().stream().mapToLong(StageCount::reused).sum());
  }

  @Test
  void aTableThatIsDamagedWhileAJobRunsStopsIt() throws IOException {
    screening.run();
    TableRef ref = BaseRun.find(screening.folder(), refusal -> {});
    flip(only("runs/" + ref.run() + "/skip"));
    IOException e = assertThrows(IOException.class, () -> RunTables.of(ref));
    assertTrue(String.valueOf(e.getMessage()).contains("not the file that was published"));
  }

  @Test
  void damagedArtifactsAreComputedAgain() throws IOException {
    screening.run();
    List<Path> manifests;
    try (Stream<Path> files = Files.walk(screening.output.resolve("artifacts/heatmaps"))) {
      manifests = files.filter(file -> file.endsWith("manifest.json")).toList();
    }
    for (Path manifest : manifests) {
      cut(manifest);
    }
    screening.others = Set.of(ModelRole.IMAGE_HEATMAPS);
    RunSummary run = screening.run();
    assertEquals(
        List.of(0L, 0L, 2L, 0L, 2L, 0L), run.stages().stream().map(StageCount::computed).toList());
    Map<String, Integer> artifacts = screening.artifacts();
    assertEquals(4, artifacts.get("heatmaps"));
  }

  @Test
  void twoRunsAtOnceAreBothPublished() throws Exception {
    TestScreening other = new TestScreening(screening.input, screening.output);
    other.others = Set.of(ModelRole.PATCH, ModelRole.IMAGE);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<RunSummary> one = threads.submit(screening::run);
      Future<RunSummary> two = threads.submit(other::run);
      List<String> ids = Stream.of(one.get().run(), two.get().run()).sorted().toList();
      List<RunLine> runs = RunList.of(screening.folder());
      assertEquals(ids, runs.stream().map(RunLine::run).toList());
      for (RunLine run : runs) {
        assertEquals(RunLine.State.PUBLISHED, run.state());
        assertEquals(2, run.exams());
      }
      assertSound(screening, one.get());
      assertSound(other, two.get());
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      threads.shutdownNow();
    }
    for (TestScreening either : List.of(screening, other)) {
      assertEquals(0, either.plan().stages().stream().mapToLong(s -> s.runs() + s.mayRun()).sum());
    }
  }

  /** Every artifact that the rows name can be read, all files of it. */
  private static void assertSound(TestScreening screening, RunSummary run) throws IOException {
    FileArtifactStore store = new FileArtifactStore(screening.folder());
    for (ExamResult row : screening.rows(run).values()) {
      for (StageOutcome outcome : row.outcomes()) {
        Outcome.Done done = (Outcome.Done) outcome.outcome();
        store
            .manifest(done.artifact())
            .orElseThrow()
            .files()
            .forEach(
                file ->
                    assertTrue(
                        Files.exists(
                            screening
                                .output
                                .resolve(done.artifact().folder())
                                .resolve(file.name()))));
      }
    }
  }

  @Test
  void theTableIsLoadedOncePerProcess() throws IOException {
    screening.run();
    TableRef ref = BaseRun.find(screening.folder(), refusal -> {});
    long before = RunTables.loads();
    List<AssembledExam> exams = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      FileState file = new FileState("exam-" + i + "/L_CC.png", 1, 1, "");
      exams.add(AssembledExam.ofFolder(new ExamFiles("exam-" + i, List.of(file))));
    }
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    SkipRule rule = new SkipRule(Reprocess.CHANGED, false, Hash128.of("plan"), "");
    Screening by = new Screening(rule, ModelDigests.NONE);
    PAssert.thatSingleton(
            pipeline
                .apply(Create.of(exams).withCoder(SerializableCoder.of(AssembledExam.class)))
                .apply(LookUpExams.in(ref, by, 1_000_000))
                .get(LookUpExams.CHANGED)
                .apply(Count.globally()))
        .isEqualTo(10_000L);
    pipeline.run().waitUntilFinish();
    assertEquals(before + 1, RunTables.loads());
    assertEquals(0, screening.run().stages().stream().mapToLong(StageCount::computed).sum());
    assertEquals(before + 1, RunTables.loads());
  }

  @Test
  void aRunThatDiedIsTold() throws IOException {
    // Alone: the in-process runner would still be at work on another exam when the folder goes.
    ExamTrees.delete(screening.file("b"));
    screening.trouble = "a/L_CC.png";
    assertThrows(RuntimeException.class, screening::run);
    List<RunLine> runs = RunList.of(screening.folder());
    assertEquals(RunLine.State.UNFINISHED, runs.get(0).state());
    assertFalse(new RunFolder(screening.folder(), runs.get(0).run()).isPublished());
  }
}
