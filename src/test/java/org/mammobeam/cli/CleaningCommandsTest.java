package org.mammobeam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.beam.ExamFolders;
import picocli.CommandLine;

/** {@code gc} and {@code forget} as users start them, after runs that only crop. */
final class CleaningCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  private int mammobeam(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine program = Mammobeam.commandLine();
    program.setOut(new PrintWriter(out, true));
    program.setErr(new PrintWriter(err, true));
    return program.execute(arguments);
  }

  private String option(String name, String path) {
    return "--" + name + "=" + folder.resolve(path);
  }

  @BeforeEach
  void twoRuns() throws IOException {
    Path input = folder.resolve("exams");
    ExamFolders.copyGolden("syn_small", input);
    ExamFolders.copyGolden("syn_wide", input);
    for (int i = 0; i < 2; i++) {
      assertEquals(
          0,
          mammobeam("run", option("input", "exams"), option("output", "out"), "--stages=crop"),
          err::toString);
    }
  }

  private void age() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_600_000_000_000L));
      }
    }
  }

  @Test
  void gcTellsWhatItDeletesAndWhatItKeeps() throws IOException {
    age();
    assertEquals(0, mammobeam("gc", option("output", "out"), "--keep-runs=1", "--dry-run"));
    assertTrue(out.toString().contains("would delete run 000001-"), out::toString);
    assertTrue(out.toString().contains("kept:    000002-"), out::toString);
    assertEquals(
        0, mammobeam("gc", option("output", "out"), "--keep-runs=1", "--json"), err::toString);
    JsonNode answer = JSON.readTree(out.toString());
    assertEquals(1, answer.get("runs").size());
    assertEquals(1, answer.get("kept").size());
    assertEquals(0, answer.get("artifacts").asInt());
    assertFalse(answer.get("dryRun").asBoolean());
    assertEquals(0, mammobeam("gc", option("output", "out"), "--keep-runs=1"));
    assertTrue(out.toString().contains("deleted 0 bytes in all"), out::toString);
  }

  @Test
  void gcRefusesWhatItCannotMean() {
    assertEquals(2, mammobeam("gc", option("output", "out"), "--keep-runs=0"));
    assertTrue(err.toString().contains("--keep-runs is 1 or more"), err::toString);
    assertEquals(2, mammobeam("gc", option("output", "out")));
    assertEquals(
        2, mammobeam("gc", option("output", "out"), "--keep-runs=1", "--abandoned=000009"));
    assertTrue(err.toString().contains("no unfinished run is called"), err::toString);
    assertEquals(2, mammobeam("gc", option("output", "nowhere"), "--keep-runs=1"));
  }

  @Test
  void forgetTellsWhatItDidAndWarnsOfTheFiles() throws IOException {
    assertEquals(
        0,
        mammobeam("forget", "syn_wide", option("output", "out"), option("input", "exams")),
        err::toString);
    assertTrue(out.toString().contains("published run 000001-"), out::toString);
    assertTrue(out.toString().contains("published run 000002-"), out::toString);
    assertTrue(err.toString().contains("syn_wide/L_CC.png: the next run"), err::toString);
    assertEquals(2, mammobeam("forget", "syn_wide", option("output", "out")));
    assertTrue(err.toString().contains("has an exam 'syn_wide'"), err::toString);
    assertEquals(0, mammobeam("forget", "syn_small", option("output", "out"), "--json"));
    JsonNode answer = JSON.readTree(out.toString());
    assertEquals(2, answer.get("runs").size());
    assertEquals(1, answer.get("artifacts").asInt());
    assertTrue(err.toString().contains("--input=DIR tells"), err::toString);
  }
}
