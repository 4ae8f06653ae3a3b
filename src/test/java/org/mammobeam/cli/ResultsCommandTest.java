package org.mammobeam.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.ScreeningRuns;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.model.ModelRole;

final class ResultsCommandTest {
  private static final List<String> FILES =
      List.of(
          "predictions/image_predictions.csv",
          "predictions/imageheatmaps_predictions.csv",
          "predictions/predictions.jsonl",
          "failures.jsonl");

  @TempDir Path folder;
  private final Program mammobeam = new Program();

  /** Two runs whose scores differ; gives what the first has published. */
  private Map<String, byte[]> twoRuns(ScreeningRuns runs) throws IOException {
    runs.addExam("a");
    ScreeningRuns.spoil(runs.addExam("ümlaut"));
    runs.run();
    Map<String, byte[]> first = new TreeMap<>();
    for (String file : FILES) {
      first.put(file, Files.readAllBytes(runs.output().resolve(file)));
    }
    runs.others(ModelRole.IMAGE_HEATMAPS, ModelRole.IMAGE).run();
    return first;
  }

  @Test
  void givesWhatAnEarlierRunPublishedByteByByte() throws IOException {
    ScreeningRuns runs = new ScreeningRuns(folder);
    Map<String, byte[]> first = twoRuns(runs);
    Path to = folder.resolve("first");
    String output = "--output=" + runs.output();
    assertEquals(0, mammobeam.run("results", output, "--run=1", "--to=" + to), mammobeam::err);
    for (String file : FILES) {
      assertArrayEquals(first.get(file), Files.readAllBytes(to.resolve(file)), file);
      assertTrue(mammobeam.out().contains(to + "/" + file), mammobeam::out);
    }
    assertEquals(0, mammobeam.run("results", output, "--run=1"), mammobeam::err);
    assertEquals(utf8(first, FILES.get(1)), mammobeam.out());
    assertEquals(0, mammobeam.run("results", output, "--run=1", "--csv=image"), mammobeam::err);
    assertEquals(utf8(first, FILES.get(0)), mammobeam.out());
    assertEquals(0, mammobeam.run("results", output), mammobeam::err);
    assertEquals(Files.readString(runs.output().resolve(FILES.get(1))), mammobeam.out());
    assertFalse(mammobeam.out().equals(utf8(first, FILES.get(1))));

    assertEquals(0, mammobeam.run("results", output, "--run=1", "--json"), mammobeam::err);
    assertEquals(4, mammobeam.json().size());
    assertEquals(
        Sha256.of(first.getOrDefault(FILES.get(3), new byte[0])).hex(),
        mammobeam.json().get(3).get("sha256").asText());
    assertTrue(
        Files.exists(runs.output().resolve(mammobeam.json().get(3).get("file").asText())),
        mammobeam::out);
  }

  private static String utf8(Map<String, byte[]> files, String file) {
    return new String(
        files.getOrDefault(file, new byte[0]), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void exportsAnExamOfAnEarlierRun() throws IOException {
    ScreeningRuns runs = new ScreeningRuns(folder);
    twoRuns(runs);
    for (int run = 1; run <= 2; run++) {
      assertEquals(
          0,
          mammobeam.run(
              "export",
              "--output=" + runs.output(),
              "--exam=a",
              "--run=" + run,
              "--to=" + folder.resolve("export" + run)),
          mammobeam::err);
    }
    assertFalse(
        Files.readString(folder.resolve("export1/predictions.json"))
            .equals(Files.readString(folder.resolve("export2/predictions.json"))));
  }

  @Test
  void whatIsNoLongerAsItWasPublishedIsRefused() throws IOException {
    ScreeningRuns runs = new ScreeningRuns(folder);
    twoRuns(runs);
    String output = "--output=" + runs.output();
    assertEquals(2, mammobeam.run("results", output, "--run=7"));
    assertTrue(mammobeam.err().contains("no published run is called '7'"), mammobeam::err);
    assertEquals(2, mammobeam.run("results", output, "--to=" + runs.output()));
    assertTrue(mammobeam.err().contains("mammobeam revert"), mammobeam::err);
    assertEquals(2, mammobeam.run("results", output, "--csv=both"));

    assertEquals(0, mammobeam.run("results", output, "--run=1", "--json"));
    Path csv = runs.output().resolve(mammobeam.json().get(0).get("file").asText());
    byte[] whole = Files.readAllBytes(csv);
    Files.write(csv, java.util.Arrays.copyOf(whole, whole.length - 1));
    Path to = folder.resolve("to");
    assertEquals(1, mammobeam.run("results", output, "--run=1", "--to=" + to));
    assertTrue(mammobeam.err().contains("is not what run 000001-"), mammobeam::err);
    assertFalse(Files.exists(to));
    Files.delete(csv);
    assertEquals(1, mammobeam.run("results", output, "--run=1"));
    assertTrue(
        mammobeam.err().contains("predictions/image_predictions.csv is missing"), mammobeam::err);
    Files.write(csv.resolveSibling("../DONE"), new byte[] {1, 2, 3});
    assertEquals(1, mammobeam.run("results", output, "--run=1"));
    assertTrue(mammobeam.err().contains("cannot be used: too short"), mammobeam::err);
  }
}
