package org.mammobeam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.ScreeningRuns;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.model.ModelRole;

final class RevertCommandTest {
  @TempDir Path folder;
  private final Program mammobeam = new Program();

  /** Digests of what people look at: results and overlays. */
  private static Map<String, String> top(ScreeningRuns runs) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String name : List.of("predictions", "overlays", "failures.jsonl")) {
      try (Stream<Path> found = Files.walk(runs.output().resolve(name))) {
        for (Path file : found.filter(Files::isRegularFile).toList()) {
          String path = runs.output().relativize(file).toString();
          files.put(path, Sha256.of(Files.readAllBytes(file)).hex());
        }
      }
    }
    return files;
  }

  /** The first has a, b and one that fails, the second a and c with another patch network. */
  private ScreeningRuns twoRuns() throws IOException {
    ScreeningRuns runs = new ScreeningRuns(folder);
    runs.addExam("a");
    runs.addExam("b");
    ScreeningRuns.spoil(runs.addExam("failing"));
    runs.run();
    return runs;
  }

  private static void change(ScreeningRuns runs) throws IOException {
    runs.removeExam("b");
    runs.removeExam("failing");
    runs.addExam("c");
    runs.others(ModelRole.PATCH, ModelRole.IMAGE).run();
  }

  private JsonNode lastRun(ScreeningRuns runs) throws IOException {
    assertEquals(0, mammobeam.run("runs", "--output=" + runs.output(), "--json"));
    return mammobeam.json().get(mammobeam.json().size() - 1);
  }

  @Test
  void theEarlierResultsComeBackAndTheNextRunGoesOnFromThem() throws IOException {
    ScreeningRuns runs = twoRuns();
    Map<String, String> first = top(runs);
    change(runs);
    Map<String, String> second = top(runs);
    assertTrue(first.keySet().stream().anyMatch(file -> file.startsWith("overlays/b/")));
    assertTrue(second.keySet().stream().noneMatch(file -> file.startsWith("overlays/b/")));
    assertNotEquals(first.get("overlays/a/L-CC-0.png"), second.get("overlays/a/L-CC-0.png"));

    String output = "--output=" + runs.output();
    assertEquals(0, mammobeam.run("revert", "1", output), mammobeam::err);
    assertTrue(mammobeam.out().contains("3 exams, 1 with failures"), mammobeam::out);
    assertEquals(first, top(runs));
    JsonNode run = lastRun(runs);
    assertTrue(run.get("run").asText().startsWith("000003-"));
    assertTrue(run.get("task").asText().startsWith("revert to 000001-"));
    assertTrue(run.get("base").asText().startsWith("000001-"));
    assertEquals("PUBLISHED", run.get("state").asText());
    assertEquals(0, run.get("computed").asLong());
    assertEquals(12, run.get("reused").asLong());
    assertTrue(
        Files.readString(runs.output().resolve("report/index.html"))
            .contains(run.get("run").asText()));

    RunSummary same = runs.run();
    assertEquals(0, ScreeningRuns.computed(same));
    assertEquals(run.get("run").asText(), same.base());
    assertEquals(second, top(runs));

    runs.removeExam("c");
    runs.addExam("b");
    ScreeningRuns.spoil(runs.addExam("failing"));
    runs.others();
    assertEquals(0, mammobeam.run("revert", "1", output), mammobeam::err);
    RunSummary after = runs.run();
    assertEquals(0, ScreeningRuns.computed(after));
    assertEquals(first, top(runs));
    assertEquals(1, after.plans().size());
  }

  @Test
  void whatIsDoneAlreadyIsNotDoneAgainAndWhatIsHalfDoneIsFinished() throws IOException {
    ScreeningRuns runs = twoRuns();
    Map<String, String> first = top(runs);
    change(runs);
    String output = "--output=" + runs.output();
    assertEquals(0, mammobeam.run("revert", "1", output, "--json"), mammobeam::err);
    String made = mammobeam.json().get("run").asText();
    assertTrue(mammobeam.json().get("made").asBoolean());
    for (String to : List.of("1", "3")) {
      assertEquals(0, mammobeam.run("revert", to, output, "--json"), mammobeam::err);
      assertFalse(mammobeam.json().get("made").asBoolean());
      assertEquals(made, mammobeam.json().get("run").asText());
    }

    // Killed before it was published.
    RunFolder.start(new Folder(runs.output().toString()), made, true);
    // Killed between publication and the last copy.
    Files.delete(runs.output().resolve(".overlays"));
    Files.delete(runs.output().resolve("overlays/a/R-CC-0.png"));
    Files.createDirectories(runs.output().resolve("overlays/mine"));
    Files.writeString(runs.output().resolve("overlays/mine/notes.txt"), "kept");
    assertEquals(0, mammobeam.run("revert", "1", output), mammobeam::err);
    assertTrue(mammobeam.out().startsWith("run 000005-"), mammobeam::out);
    Files.delete(runs.output().resolve("overlays/mine/notes.txt"));
    assertEquals(first, top(runs));
    Files.writeString(runs.output().resolve("failures.jsonl"), "edited");
    assertEquals(0, mammobeam.run("revert", "1", output), mammobeam::err);
    assertEquals(first, top(runs));
  }

  @Test
  void aRunThatIsNotWholeDoesNotComeBack() throws IOException {
    ScreeningRuns runs = twoRuns();
    change(runs);
    Map<String, String> second = top(runs);
    String output = "--output=" + runs.output();
    Path painted;
    try (Stream<Path> found = Files.walk(runs.output().resolve("artifacts/visualize"))) {
      painted = found.filter(file -> file.endsWith("manifest.json")).sorted().toList().get(0);
    }
    byte[] manifest = Files.readAllBytes(painted);
    Files.delete(painted);
    int refused = 0;
    for (String run : List.of("1", "2")) {
      int code = mammobeam.run("revert", run, output);
      refused += code == 1 && mammobeam.err().contains("is no longer in the store") ? 1 : 0;
    }
    assertEquals(1, refused);
    Files.write(painted, manifest);
    assertEquals(0, mammobeam.run("revert", "2", output), mammobeam::err);
    assertEquals(second, top(runs));

    try (Stream<Path> found = Files.list(runs.output().resolve("runs"))) {
      Path first = found.sorted().toList().get(0);
      try (Stream<Path> rows = Files.list(first.resolve("rows"))) {
        Path file = rows.sorted().toList().get(0);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
      }
    }
    assertEquals(1, mammobeam.run("revert", "1", output));
    assertTrue(mammobeam.err().contains("is not what was published"), mammobeam::err);
    assertEquals(second, top(runs));
    assertEquals(2, mammobeam.run("revert", "99", output));
  }
}
