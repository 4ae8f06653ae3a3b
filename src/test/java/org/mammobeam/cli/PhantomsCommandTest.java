package org.mammobeam.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.codec.GrayPng;
import org.mammobeam.image.GrayImage;
import picocli.CommandLine;

final class PhantomsCommandTest {
  @TempDir Path folder;

  @Test
  void writesExamFoldersAndWhereTheirLesionsAre() throws Exception {
    assertEquals(0, run("--exams=2", "--seed=6", "--variants=2"));
    for (String exam :
        List.of("phantom-0006", "phantom-0006-001", "phantom-0007", "phantom-0007-001")) {
      for (String view : List.of("L_CC", "R_CC", "L_MLO", "R_MLO")) {
        try (InputStream in = Files.newInputStream(folder.resolve(exam).resolve(view + ".png"))) {
          GrayImage image = GrayPng.read(in);
          assertEquals(16, image.bitDepth());
          assertEquals(512, image.height());
        }
      }
      assertFalse(Files.exists(folder.resolve(exam).resolve("exam.json")));
    }
    JsonNode exams =
        new ObjectMapper().readTree(folder.resolve("truth.json").toFile()).get("exams");
    assertEquals(4, exams.size());
    int lesions = 0;
    for (JsonNode exam : exams) {
      for (JsonNode lesion : exam) {
        lesions++;
        assertEquals(
            lesion.get("type").asText().matches("SPICULATED_MASS|FINE_CALCIFICATIONS"),
            lesion.get("malignant").asBoolean());
        List<String> views = new ArrayList<>();
        lesion.get("views").fieldNames().forEachRemaining(views::add);
        String side = lesion.get("side").asText().substring(0, 1);
        assertEquals(List.of(side + "-CC", side + "-MLO"), views);
        assertTrue(lesion.get("views").get(side + "-CC").get("radius").asInt() > 5);
      }
    }
    assertTrue(lesions > 0);
  }

  @Test
  void theSameSeedWritesTheSameFiles() throws Exception {
    assertEquals(0, run("--exams=1"));
    byte[] first = Files.readAllBytes(folder.resolve("phantom-0000/R_MLO.png"));
    assertEquals(0, run("--exams=1"));
    assertArrayEquals(first, Files.readAllBytes(folder.resolve("phantom-0000/R_MLO.png")));
  }

  @Test
  void mirroredExamsSaySo() throws Exception {
    assertEquals(0, run("--exams=1", "--horizontal-flip=YES"));
    assertEquals(
        new ObjectMapper()
            .readTree(
                "[{\"horizontal_flip\": \"YES\", \"L-CC\": [\"L_CC\"], \"R-CC\": [\"R_CC\"],"
                    + " \"L-MLO\": [\"L_MLO\"], \"R-MLO\": [\"R_MLO\"]}]"),
        new ObjectMapper().readTree(folder.resolve("phantom-0000/exam.json").toFile()));
  }

  @Test
  void aSizeThatIsTooSmallIsAUsageError() {
    assertEquals(2, run("--height=100"));
    assertFalse(Files.exists(folder.resolve("truth.json")));
  }

  private int run(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("--to=" + folder, "--height=512", "--width=384"));
    arguments.addAll(List.of(options));
    return new CommandLine(new PhantomsCommand())
        .setOverwrittenOptionsAllowed(true)
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(arguments.toArray(new String[0]));
  }
}
