package org.mammobeam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.Fingerprinter;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.stage.Stage;

/**
 * Ties every stage's version to what it makes: for fixed exams, networks and settings the contents
 * are held. Code that makes something else has to carry another version, else what was computed by
 * the old code would be taken for what the new code makes.
 */
final class StageVersionTest {
  private static final String HELD = "stage-contents.txt";

  @TempDir Path folder;

  @Test
  void otherContentNeedsAnotherVersion() throws IOException {
    Map<String, String> held = held();
    Map<String, String> made = made();
    StringBuilder missing = new StringBuilder();
    made.forEach(
        (stage, content) -> {
          String expected = held.get(stage);
          if (expected == null) {
            missing.append(stage).append(" = ").append(content).append('\n');
          } else {
            assertEquals(
                expected, content, "other content under the same version: raise it: " + stage);
          }
        });
    if (!missing.isEmpty()) {
      fail("new versions or settings: add to " + HELD + "\n" + missing);
    }
    assertEquals(held.keySet(), made.keySet(), "lines of " + HELD + " that nothing makes any more");
  }

  private static Map<String, String> held() throws IOException {
    Map<String, String> held = new LinkedHashMap<>();
    try (InputStream in =
        Objects.requireNonNull(StageVersionTest.class.getResourceAsStream(HELD), HELD)) {
      for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        int equals = line.lastIndexOf(" = ");
        held.put(line.substring(0, equals), line.substring(equals + 3));
      }
    }
    return held;
  }

  /** Per stage, version and settings, the fingerprint of the contents for all exams. */
  private Map<String, String> made() throws IOException {
    TestScreening screening = new TestScreening(folder.resolve("exams"), folder.resolve("out"));
    SyntheticExam.plain().write(screening.file("a"));
    SyntheticExam.plain().writeSecondImage(screening.file("a"));
    SyntheticExam.withLesion().write(screening.file("b"));
    SyntheticExam.withLesion().write(screening.file("c"));
    SyntheticExam.list(screening.file("c"), "YES", "");
    Map<String, ExamResult> rows = screening.rows(screening.run());
    Map<String, String> made = new LinkedHashMap<>();
    for (Stage<?, ?> stage : screening.options().stages().list()) {
      Fingerprinter contents = new Fingerprinter();
      rows.forEach(
          (exam, row) -> {
            Artifact artifact =
                row.artifact(stage.name())
                    .orElseThrow(
                        () -> new AssertionError(exam + " " + stage + " " + row.failures()));
            artifact
                .parts()
                .forEach((name, part) -> contents.add(exam).add(name).add(part.content()));
          });
      made.put(
          "%s, version %d, %s".formatted(stage.name(), stage.version(), stage),
          contents.finish().hex());
    }
    return made;
  }
}
