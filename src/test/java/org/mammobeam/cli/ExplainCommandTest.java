package org.mammobeam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.ScreeningRuns;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.model.ModelRole;
import org.mammobeam.table.Reprocess;

final class ExplainCommandTest {
  private static final String NOTHING = "nothing that it reads has changed";

  @TempDir Path folder;
  private final Program mammobeam = new Program();

  private JsonNode explain(ScreeningRuns runs, String exam, String... more) throws IOException {
    List<String> arguments =
        Stream.concat(
                Stream.of("explain", exam, "--output=" + runs.output(), "--json"), Stream.of(more))
            .toList();
    assertEquals(0, mammobeam.run(arguments.toArray(String[]::new)), mammobeam::err);
    return mammobeam.json();
  }

  /** Per stage what it came to, and the reasons. */
  private static Map<String, String> why(JsonNode explanation) {
    Map<String, String> why = new LinkedHashMap<>();
    for (int i = 0; i < explanation.get("stages").size(); i++) {
      JsonNode stage = explanation.get("stages").get(i);
      StringBuilder text = new StringBuilder(stage.get("outcome").asText());
      explanation.get("why").get(i).forEach(reason -> text.append("; ").append(reason.asText()));
      why.put(stage.get("stage").asText(), text.toString());
    }
    return why;
  }

  private static JsonNode stage(JsonNode explanation, String name) {
    for (JsonNode stage : explanation.get("stages")) {
      if (stage.get("stage").asText().equals(name)) {
        return stage;
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void everyDigestLeadsFromTheFilesToTheScores() throws IOException {
    ScreeningRuns runs = new ScreeningRuns(folder);
    Path exam = runs.addExam("a");
    runs.run();
    JsonNode of = explain(runs, "a");
    JsonNode file = of.get("files").get(0);
    assertEquals("a/L_CC.png", file.get("path").asText());
    Path image = exam.resolve("L_CC.png");
    assertEquals(Sha256.of(Files.readAllBytes(image)).hex(), file.get("sha256").asText());
    assertEquals(Files.size(image), file.get("bytes").asLong());
    assertEquals("2017-07-14T02:40:00Z", file.get("modified").asText());
    assertEquals("", of.get("files").get(4).get("sha256").asText());

    // What a stage reads is what another made, or a file, or a network.
    int parts = 0;
    for (JsonNode stage : of.get("stages")) {
      assertTrue(stage.get("there").asBoolean());
      assertEquals("COMPUTED", stage.get("outcome").asText());
      assertTrue(stage.get("origin").get("run").asText().startsWith("000001-"));
      assertFalse(stage.get("origin").get("worker").asText().isEmpty());
      assertTrue(
          Files.exists(
              runs.output().resolve(stage.get("artifact").asText()).resolve("manifest.json")));
      for (JsonNode read : stage.get("reads")) {
        String content = read.get("content").asText();
        switch (read.get("kind").asText()) {
          case "PART" -> {
            parts++;
            String made =
                stage(of, read.get("from").asText())
                    .get("contents")
                    .get(read.get("name").asText())
                    .asText();
            assertEquals(made, content);
          }
          case "MODEL" ->
              assertEquals(of.get("models").get(read.get("name").asText()).asText(), content);
          case "IMAGE" -> assertTrue(mammobeam.out().contains("\"sha256\":\"" + content + "\""));
          default -> assertFalse(content.isEmpty());
        }
      }
    }
    assertEquals(10, parts);
    String csv = Files.readString(runs.output().resolve("predictions/image_predictions.csv"));
    double score =
        Double.parseDouble(stage(of, "classify-image").get("values").get("left_benign").asText());
    assertTrue(csv.contains("a,%.4f".formatted(score)), csv);

    assertEquals(0, mammobeam.run("explain", "a", "--output=" + runs.output()));
    assertTrue(mammobeam.out().contains("sha256 " + file.get("sha256").asText()), mammobeam::out);
    assertTrue(mammobeam.out().contains("networks on a formula"), mammobeam::out);
    assertTrue(mammobeam.out().contains("there was no run before"), mammobeam::out);
  }

  @Test
  void whatDiffersFromTheRunBeforeIsWhyAStageWasComputed() throws IOException {
    ScreeningRuns runs = new ScreeningRuns(folder);
    runs.addExam("a");
    runs.addPlainExam("plain");
    runs.run();
    runs.others(ModelRole.PATCH).run();
    String patch = "model: another patch network";
    assertEquals(
        Map.of(
            "crop", "REUSED; " + NOTHING,
            "centers", "REUSED; " + NOTHING,
            "heatmaps", "COMPUTED; " + patch,
            "classify-image", "REUSED; " + NOTHING,
            "classify-image-heatmaps", "COMPUTED; behind heatmaps: " + patch,
            "visualize", "COMPUTED; behind heatmaps: " + patch),
        why(explain(runs, "a")));
    assertEquals(1, mammobeam.json().get("changes").size());
    assertEquals("model patch", mammobeam.json().get("changes").get(0).get("what").asText());
    // The other network sees nothing else there, and the wave stops.
    assertEquals("REUSED; " + NOTHING, why(explain(runs, "plain")).get("visualize"));
    assertEquals(
        "COMPUTED; there was no run before", why(explain(runs, "a", "--run=1")).get("crop"));

    runs.displayHeight(120).run();
    Map<String, String> painted = why(explain(runs, "a"));
    assertEquals("REUSED; " + NOTHING, painted.get("heatmaps"));
    assertEquals(
        "COMPUTED; settings: displayHeight=100 → displayHeight=120", painted.get("visualize"));
    runs.addExam("new");
    runs.run();
    String fresh = why(explain(runs, "new")).getOrDefault("crop", "");
    assertTrue(
        fresh.startsWith("REUSED; the store had an artifact of just this, made by run 000001-"),
        fresh);

    runs.addPlainExam("a2");
    runs.addPlainExam("a3");
    runs.run();
    runs.removeExam("a3");
    runs.addExam("a3");
    runs.raised("centers").run();
    // Of exams with the same bytes, the one that came first computed it for all.
    String raised = why(explain(runs, "a")).getOrDefault("centers", "");
    assertTrue(raised.contains("; code: version 1 → 2"), raised);
    String other = why(explain(runs, "a3")).getOrDefault("crop", "");
    assertTrue(other.startsWith("REUSED; changed file: L-CC-0"), other);
    runs.reprocess(Reprocess.ALL).run();
    assertEquals("COMPUTED; everything anew", why(explain(runs, "a")).get("crop"));
  }

  @Test
  void rowsThatWereTakenOverPointToTheRunThatMadeThem() throws IOException {
    ScreeningRuns runs = new ScreeningRuns(folder);
    runs.addExam("a");
    runs.run();
    runs.run();
    JsonNode of = explain(runs, "a");
    assertTrue(of.get("writtenBy").asText().startsWith("000001-"));
    assertTrue(of.get("remark").asText().endsWith("as nothing had changed"));
    assertEquals("REUSED; the row was taken over", why(of).get("crop"));
    runs.others(ModelRole.IMAGE).reprocess(Reprocess.NEW_ONLY).run();
    assertTrue(explain(runs, "a").get("remark").asText().endsWith("under the policy 'new-only'"));
    assertEquals(0, mammobeam.run("explain", "a", "--output=" + runs.output()));
    assertTrue(mammobeam.out().contains("explain it with --run=000001-"), mammobeam::out);
  }

  @Test
  void failuresAndMissingArtifactsAreExplained() throws IOException {
    ScreeningRuns runs = new ScreeningRuns(folder);
    runs.addExam("a");
    ScreeningRuns.spoil(runs.addExam("spoilt"));
    Path text = runs.addExam("text");
    Files.writeString(text.resolve("R_CC.png"), "no picture");
    runs.run();
    JsonNode spoilt = explain(runs, "spoilt");
    assertTrue(spoilt.get("failure").asText().contains("L_CC.png is not there"));
    assertEquals(4, spoilt.get("files").size());
    assertEquals(0, mammobeam.run("explain", "spoilt", "--output=" + runs.output()));
    assertTrue(mammobeam.out().contains("cannot be screened"), mammobeam::out);
    JsonNode of = explain(runs, "text");
    JsonNode crop = stage(of, "crop");
    assertEquals("FAILED", crop.get("outcome").asText());
    assertTrue(crop.get("remark").asText().startsWith("R-CC-0"), crop::toString);
    assertEquals(64, crop.get("key").asText().length());
    assertEquals("NOT_RUN; needs crop", why(of).get("visualize"));
    runs.reprocess(Reprocess.FAILED).run();
    assertEquals("FAILED; retry of a failure", why(explain(runs, "text")).get("crop"));

    Path artifact =
        runs.output().resolve(stage(explain(runs, "a"), "crop").get("artifact").asText());
    Files.delete(artifact.resolve("manifest.json"));
    JsonNode gone = stage(explain(runs, "a"), "crop");
    assertFalse(gone.get("there").asBoolean());
    assertEquals(64, gone.get("contents").get("pixels").asText().length());
    assertEquals(0, mammobeam.run("explain", "a", "--output=" + runs.output()));
    assertTrue(mammobeam.out().contains("no longer in the store"), mammobeam::out);
  }

  @Test
  void unknownExamsAndDamagedRunsAreSaidPlainly() throws IOException {
    ScreeningRuns runs = new ScreeningRuns(folder);
    runs.addPlainExam("exam-17");
    runs.addPlainExam("other");
    runs.run();
    String output = "--output=" + runs.output();
    assertEquals(2, mammobeam.run("explain", "Exam_17", output));
    assertTrue(
        mammobeam.err().contains("no exam 'Exam_17'; nearest: exam-17, other"), mammobeam::err);
    runs.others(ModelRole.PATCH).run();
    try (Stream<Path> found = Files.list(runs.output().resolve("runs"))) {
      Path first = found.sorted().toList().get(0);
      try (Stream<Path> skip = Files.list(first.resolve("skip"))) {
        Files.write(skip.sorted().toList().get(0), new byte[] {0});
      }
    }
    assertEquals(1, mammobeam.run("explain", "exam-17", output, "--run=1"));
    assertTrue(mammobeam.err().contains("cannot be used"), mammobeam::err);
    assertEquals(0, mammobeam.run("explain", "exam-17", output), mammobeam::err);
    assertTrue(mammobeam.out().contains("is damaged"), mammobeam::out);
  }
}
