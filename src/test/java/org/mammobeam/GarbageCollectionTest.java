package org.mammobeam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.beam.BaseRun;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.ObjectStore;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunRows;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.StageCount;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.history.Collected;
import org.mammobeam.history.Collected.DeletedRun;
import org.mammobeam.history.GarbageCollection;
import org.mammobeam.history.RunLine;
import org.mammobeam.model.ModelRole;

/**
 * Three runs of two exams, two days old: the second with other networks, the third as the first.
 */
final class GarbageCollectionTest {
  @TempDir static Path first;
  @TempDir Path folder;

  private TestScreening screening = new TestScreening(first.resolve("exams"), first.resolve("out"));
  private List<String> runs = List.of();

  @BeforeAll
  static void threeRuns() throws IOException {
    TestScreening screening = new TestScreening(first.resolve("exams"), first.resolve("out"));
    SyntheticExam.withLesion().write(screening.input.resolve("a"));
    SyntheticExam.onePatch().write(screening.input.resolve("b"));
    screening.run();
    screening.others = Set.of(ModelRole.values());
    screening.run();
    screening.others = Set.of();
    screening.run();
    OldRuns.age(screening.output);
  }

  @BeforeEach
  void copy() throws IOException {
    ExamTrees.copy(first, folder);
    screening = new TestScreening(folder.resolve("exams"), folder.resolve("out"));
    runs = RunFolder.published(screening.folder()).toList();
  }

  private Collected collect(int keep, String... abandoned) throws IOException {
    return collect(screening.folder(), keep, abandoned);
  }

  private static Collected collect(Folder output, int keep, String... abandoned)
      throws IOException {
    return new GarbageCollection(output, keep, Set.of(abandoned), false).collect();
  }

  private static Set<String> named(Folder output) throws IOException {
    Set<String> named = new TreeSet<>();
    for (String run : RunFolder.published(output).toList()) {
      RunRows.forEach(
          new RunFolder(output, run),
          row ->
              row.outcomes().stream()
                  .flatMap(outcome -> outcome.artifact().stream())
                  .forEach(artifact -> named.add(artifact.folder())));
    }
    return named;
  }

  /** Folders of artifacts, whole ones or not, that have any file. */
  private static Set<String> stored(Map<String, byte[]> files) {
    return files.keySet().stream()
        .filter(path -> path.matches("artifacts/.*[^/]"))
        .map(path -> path.substring(0, path.lastIndexOf('/')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static long computed(RunSummary run) {
    return run.stages().stream().mapToLong(StageCount::computed).sum();
  }

  @Test
  void theNewestRunAndWhatItNamesStay() throws IOException {
    Map<String, String> results = screening.results();
    Map<String, byte[]> before = Traces.files(screening.output);
    Collected collected = collect(1);
    assertEquals(List.of(runs.get(2)), collected.kept());
    assertEquals(runs.subList(0, 2), collected.runs().stream().map(DeletedRun::run).toList());
    assertEquals(List.of(), collected.remarks());
    Map<String, byte[]> after = Traces.files(screening.output);
    assertEquals(named(screening.folder()), stored(after));
    assertEquals(bytes(before) - bytes(after), collected.bytes());
    assertTrue(collected.artifacts() > 0 && collected.artifactBytes() > 0);
    assertFalse(Files.exists(screening.output.resolve("runs").resolve(runs.get(0))));
    assertEquals(stored(after).size(), stored(before).size() - collected.artifacts());

    assertEquals(results, screening.results());
    assertEquals(0, computed(screening.run()), "what is kept is reused");
    screening.others = Set.of(ModelRole.values());
    assertTrue(computed(screening.run()) > 0, "what is gone is computed");
    assertEquals("", screening.results().get("failures.jsonl"));
  }

  private static long bytes(Map<String, byte[]> files) {
    return files.values().stream().mapToLong(content -> content.length).sum();
  }

  @Test
  void noFolderIsLeftWithoutFiles() throws IOException {
    collect(1);
    Map<String, byte[]> after = Traces.files(screening.output);
    for (String path : after.keySet()) {
      if (path.matches("(runs|artifacts)/.*/")) {
        assertTrue(
            after.keySet().stream().anyMatch(file -> file.startsWith(path) && !file.equals(path)),
            path);
      }
    }
  }

  @Test
  void asManyRunsStayAsAreAskedFor() throws IOException {
    assertEquals(runs.subList(1, 3), collect(2).kept());
    assertEquals(named(screening.folder()), stored(Traces.files(screening.output)));
    assertEquals(runs.subList(1, 3), collect(3).kept());
    assertThrows(IllegalArgumentException.class, () -> collect(0));
  }

  @Test
  void nothingYoungerThanADayGoes() throws IOException {
    try (Stream<Path> files = Files.walk(screening.output)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(
            file,
            java.nio.file.attribute.FileTime.fromMillis(
                System.currentTimeMillis() - 86_400_000 + 60_000));
      }
    }
    Map<String, byte[]> before = Traces.files(screening.output);
    Collected collected = collect(1);
    assertEquals(0, collected.bytes());
    assertEquals(runs, collected.kept());
    assertEquals(before.keySet(), Traces.files(screening.output).keySet());
  }

  @Test
  void theRunThatWasTheNewestADayAgoStaysAsSomebodysBase() throws IOException {
    screening.run();
    Collected collected = collect(1);
    List<String> now = RunFolder.published(screening.folder()).toList();
    assertEquals(List.of(runs.get(2), now.get(now.size() - 1)), collected.kept());
  }

  @Test
  void whileARunMayGoOnNoArtifactGoesAndItsBaseStays() throws IOException {
    OldRuns.live(screening.output, "000007-00000000", runs.get(0));
    OldRuns.age(screening.output);
    Set<String> before = stored(Traces.files(screening.output));
    Collected collected = collect(1);
    assertEquals(List.of(runs.get(0), runs.get(2)), collected.kept());
    assertEquals(before, stored(Traces.files(screening.output)));
    assertEquals(0, collected.artifacts());
    assertTrue(collected.remarks().get(0).contains("--abandoned=000007-00000000"));

    Collected abandoned = collect(1, "000007-00000000");
    assertEquals(List.of(runs.get(2)), abandoned.kept());
    assertTrue(abandoned.artifacts() > 0);
    assertFalse(Files.exists(screening.output.resolve("runs/000007-00000000")));
  }

  @Test
  void aRunWhoseStartCannotBeReadKeepsAllRuns() throws IOException {
    Path start = OldRuns.live(screening.output, "000007-00000000", "").resolve("START");
    Files.writeString(start, "cut");
    OldRuns.age(screening.output);
    assertEquals(runs, collect(1).kept());
  }

  @Test
  void whatDeadRunsAndBrokenOffWritersLeftGoes() throws IOException, InterruptedException {
    Path dead = OldRuns.dead(screening.output, "000008-00000000");
    Files.createDirectories(dead.resolve("rows"));
    Files.writeString(dead.resolve("rows/00-00000000"), "half");
    Path young = OldRuns.dead(screening.output, "000009-00000000");
    String half = "artifacts/crop/" + "0".repeat(64) + "/0a1b2c3d-4e5f";
    Files.createDirectories(screening.output.resolve(half));
    Files.writeString(screening.output.resolve(half + "/L-CC-0.png"), "half");
    String leftover = "report/index.html.0c3d9b56-6a0e-4c5f-9a43-5f2b5ff1c0de.tmp";
    Files.writeString(screening.output.resolve(leftover), "half");
    Path own = Files.writeString(screening.output.resolve("notes.tmp"), "a user's own");
    OldRuns.age(screening.output);
    Files.setLastModifiedTime(
        young.resolve("START"),
        java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis()));

    Collected collected = collect(3);
    assertEquals(
        List.of(new DeletedRun("000008-00000000", RunLine.State.DEAD, bytes(dead, collected))),
        collected.runs());
    assertEquals(1, collected.artifacts());
    assertEquals(4, collected.artifactBytes());
    assertEquals(1, collected.leftovers());
    assertFalse(Files.exists(dead));
    assertTrue(Files.exists(young));
    assertFalse(Files.exists(screening.output.resolve(half)));
    assertFalse(Files.exists(screening.output.resolve(leftover)));
    assertTrue(Files.exists(own));
    assertEquals(runs, collected.kept());
  }

  private static long bytes(Path gone, Collected collected) {
    assertFalse(Files.exists(gone));
    return collected.runs().get(0).bytes();
  }

  @Test
  void aDamagedNewestRunDoesNotPushOutASoundOne() throws IOException {
    Path rows = screening.output.resolve("runs").resolve(runs.get(2)).resolve("rows");
    try (Stream<Path> files = Files.list(rows)) {
      Path file = files.sorted().findFirst().orElseThrow();
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, whole.length - 5));
    }
    OldRuns.age(screening.output);
    Collected collected = collect(1);
    assertEquals(List.of(runs.get(1), runs.get(2)), collected.kept());
    assertTrue(collected.remarks().get(0).contains(runs.get(2)), collected::toString);
    assertEquals(runs.get(1), BaseRun.find(screening.folder(), refusal -> {}).run());
  }

  @Test
  void aDryRunTellsTheSameAndDeletesNothing() throws IOException {
    Map<String, byte[]> before = Traces.files(screening.output);
    Collected told = new GarbageCollection(screening.folder(), 1, Set.of(), true).collect();
    assertEquals(before.keySet(), Traces.files(screening.output).keySet());
    Collected done = collect(1);
    assertEquals(told.kept(), done.kept());
    assertEquals(told.runs(), done.runs());
    assertEquals(told.artifacts(), done.artifacts());
    assertEquals(told.bytes(), done.bytes());
  }

  @Test
  void killedAtAnyMomentTheRunsAreSoundAndTheSameCallFinishes() throws IOException {
    ObjectStore.fill(screening.output, OldRuns.TWO_DAYS);
    Map<String, byte[]> start = ObjectStore.objects();
    Folder output = ObjectStore.folder();
    int changes = 0;
    for (boolean finished = false; !finished; changes++) {
      ObjectStore.reset(start, OldRuns.TWO_DAYS);
      ObjectStore.killAfter(changes);
      try {
        collect(output, 1);
        finished = true;
      } catch (IOException e) {
        assertEquals("killed", e.getMessage());
        ObjectStore.revive();
        checkSound(output);
        collect(output, 1);
      }
      ObjectStore.revive();
      assertEquals(runs.subList(2, 3), RunFolder.published(output).toList());
      assertEquals(List.of(), RunFolder.unfinished(output));
      checkSound(output);
      Map<String, byte[]> left = ObjectStore.objects();
      assertEquals(named(output), stored(left), "after " + changes);
      assertTrue(
          left.keySet().stream()
              .filter(path -> path.startsWith("runs/"))
              .allMatch(path -> path.startsWith("runs/" + runs.get(2))),
          "after " + changes);
    }
    assertTrue(changes > 50, "only " + changes);
  }

  /** Every published run has all its files, and all artifacts that it names. */
  private static void checkSound(Folder output) throws IOException {
    Map<String, byte[]> objects = ObjectStore.objects();
    for (String run : RunFolder.published(output).toList()) {
      try {
        BaseRun.check(new RunFolder(output, run));
      } catch (MalformedDataException e) {
        throw new AssertionError(run, e);
      }
    }
    for (String folder : named(output)) {
      assertTrue(objects.containsKey(folder + "/manifest.json"), folder);
    }
  }

  @Test
  void aRunThatBeginsMeanwhileKeepsAllThatItMayHaveFound() throws IOException {
    ObjectStore.fill(screening.output, OldRuns.TWO_DAYS);
    Folder output = ObjectStore.folder();
    Map<String, byte[]> before = ObjectStore.objects();
    AtomicBoolean begun = new AtomicBoolean();
    ObjectStore.beforeDelete(
        path -> {
          if (path.endsWith("manifest.json") && begun.compareAndSet(false, true)) {
            try {
              output.write("runs/000007-00000000/START", "begins".getBytes(UTF_8));
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          }
        });
    Collected collected = collect(output, 1);
    assertTrue(begun.get());
    assertEquals(0, collected.artifacts());
    assertTrue(collected.remarks().get(0).contains("000007-00000000 began meanwhile"));
    Map<String, byte[]> after = ObjectStore.objects();
    before.forEach(
        (path, content) -> {
          if (path.startsWith("artifacts/")) {
            assertTrue(Arrays.equals(content, after.get(path)), path);
          }
        });
  }
}
