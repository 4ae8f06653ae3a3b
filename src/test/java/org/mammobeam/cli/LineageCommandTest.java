package org.mammobeam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.ScreeningRuns;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.model.ModelRole;

final class LineageCommandTest {
  @TempDir Path folder;
  private final Program mammobeam = new Program();

  private JsonNode lineage(ScreeningRuns runs, String... more) throws IOException {
    List<String> arguments =
        Stream.concat(Stream.of("lineage", "--output=" + runs.output(), "--json"), Stream.of(more))
            .toList();
    assertEquals(0, mammobeam.run(arguments.toArray(String[]::new)), mammobeam::err);
    return mammobeam.json();
  }

  private static List<String> texts(JsonNode list, String field) {
    List<String> texts = new ArrayList<>();
    list.forEach(node -> texts.add(node.get(field).asText()));
    return texts;
  }

  /** Every digest that a step reads is made by a later step of the list, or is a file or model. */
  private static void assertUnbroken(JsonNode lineage) {
    Set<String> open = new TreeSet<>();
    for (JsonNode step : lineage.get("steps")) {
      step.get("contents").forEach(content -> open.remove(content.asText()));
      for (JsonNode read : step.get("reads")) {
        if (Set.of("PART", "IMAGE").contains(read.get("kind").asText())) {
          open.add(read.get("content").asText());
        }
      }
    }
    lineage.get("sources").forEach(source -> open.remove(source.get("sha256").asText()));
    assertEquals(Set.of(), open);
  }

  @Test
  void overlaysArtifactsAndRowsLeadBackToTheFiles() throws IOException {
    ScreeningRuns runs = new ScreeningRuns(folder);
    Path exam = runs.addExam("a b");
    runs.addPlainExam("plain");
    runs.run();
    runs.addExam("twin");
    runs.run();
    Path overlay = runs.output().resolve("overlays/a~20b/L-CC-0.png");
    JsonNode painted = lineage(runs, overlay.toString());
    assertEquals("a b", painted.get("exam").asText());
    assertEquals("", painted.get("remark").asText());
    assertEquals(Sha256.of(Files.readAllBytes(overlay)).hex(), painted.get("sha256").asText());
    assertEquals(List.of("visualize", "heatmaps", "crop"), texts(painted.get("steps"), "stage"));
    assertUnbroken(painted);
    String image = Sha256.of(Files.readAllBytes(exam.resolve("R_MLO.png"))).hex();
    assertTrue(texts(painted.get("sources"), "sha256").contains(image));

    String stored = painted.get("steps").get(0).get("artifact").asText() + "/L-CC-0.png";
    JsonNode artifact = lineage(runs, stored, "--exam=twin");
    assertEquals("twin", artifact.get("exam").asText());
    assertEquals(2, artifact.get("exams").size());
    assertEquals(painted.get("sha256"), artifact.get("sha256"));
    assertUnbroken(artifact);
    String output = "--output=" + runs.output();
    assertEquals(2, mammobeam.run("lineage", stored, "--exam=plain", output));
    assertTrue(mammobeam.err().contains("but to a b, twin"), mammobeam::err);

    JsonNode row = lineage(runs, "predictions/imageheatmaps_predictions.csv", "--exam=plain");
    assertEquals(
        List.of("classify-image-heatmaps", "heatmaps", "centers", "crop"),
        texts(row.get("steps"), "stage"));
    assertUnbroken(row);
    row = lineage(runs, "predictions/predictions.jsonl", "--exam=plain");
    assertEquals(5, row.get("steps").size());
    assertUnbroken(row);
    assertEquals(0, mammobeam.run("lineage", overlay.toString(), output));
    assertTrue(mammobeam.out().contains("from visualize, version 1"), mammobeam::out);
    assertTrue(mammobeam.out().contains("sha256 " + image), mammobeam::out);
  }

  @Test
  void theRunIsTheOneThatTheFileIsOf() throws IOException {
    ScreeningRuns runs = new ScreeningRuns(folder);
    runs.addExam("a");
    ScreeningRuns.spoil(runs.addExam("spoilt"));
    runs.run();
    String csv = "predictions/image_predictions.csv";
    String first = lineage(runs, csv, "--exam=a").get("run").asText();
    String oldPainted =
        lineage(runs, "overlays/a/L-CC-0.png").get("steps").get(0).get("artifact").asText();
    runs.others(ModelRole.IMAGE, ModelRole.PATCH).run();
    String second = lineage(runs, csv, "--exam=a").get("run").asText();
    assertTrue(second.startsWith("000002-"));
    assertEquals(first, lineage(runs, "runs/" + first + "/" + csv, "--exam=a").get("run").asText());
    assertEquals(first, lineage(runs, oldPainted + "/L-CC-0.png").get("run").asText());
    JsonNode failure = lineage(runs, "failures.jsonl", "--exam=spoilt");
    assertEquals(0, failure.get("steps").size());
    assertEquals(4, failure.get("sources").size());

    Files.writeString(runs.output().resolve("overlays/a/L-CC-0.png"), "edited");
    assertEquals(
        "its bytes are not those of its artifact",
        lineage(runs, "overlays/a/L-CC-0.png").get("remark").asText());
    Files.writeString(runs.output().resolve(csv), "edited");
    assertEquals(
        "it is not what a run published: it was changed",
        lineage(runs, csv, "--exam=a").get("remark").asText());
    Path orphan = runs.output().resolve(oldPainted).resolveSibling("another-attempt");
    Files.createDirectories(orphan);
    Files.writeString(orphan.resolve("L-CC-0.png"), "half");
    JsonNode left = lineage(runs, orphan.resolve("L-CC-0.png").toString());
    assertTrue(left.get("remark").asText().endsWith("no published run refers to it"));
    assertEquals("", left.get("run").asText());
  }

  @Test
  void whatIsNoFileOfTheOutputIsRefused() throws IOException {
    ScreeningRuns runs = new ScreeningRuns(folder);
    runs.addPlainExam("a");
    runs.run();
    String output = "--output=" + runs.output();
    assertEquals(2, mammobeam.run("lineage", "report/index.html", output));
    assertTrue(mammobeam.err().contains("no overlay and no result file"), mammobeam::err);
    assertEquals(2, mammobeam.run("lineage", "failures.jsonl", output));
    assertTrue(mammobeam.err().contains("--exam=ID"), mammobeam::err);
    assertEquals(2, mammobeam.run("lineage", "failures.jsonl", "--exam=b", output));
    assertTrue(mammobeam.err().contains("nearest: a"), mammobeam::err);
    assertEquals(2, mammobeam.run("lineage", "overlays/b/L-CC-0.png", output));
    assertEquals(
        2, mammobeam.run("lineage", "artifacts/crop/" + "0".repeat(64) + "/x/y.png", output));
    assertEquals(2, mammobeam.run("lineage", output));
    assertEquals(2, mammobeam.run("lineage", output, "--forward=" + folder.resolve("none")));
    assertTrue(mammobeam.err().contains("is no model bundle"), mammobeam::err);
  }

  @Test
  void aModelLeadsForwardToAllThatDependsOnIt() throws IOException {
    ScreeningRuns runs = new ScreeningRuns(folder);
    runs.addExam("a");
    runs.addPlainExam("b");
    runs.run();
    Path old = runs.writeBundle(folder.resolve("old"));
    String output = "--output=" + runs.output();
    JsonNode patch = lineage(runs, "--forward=" + old.resolve("patch.pt"));
    assertEquals(2, patch.get("exams").asInt());
    assertEquals(
        List.of("heatmaps", "classify-image-heatmaps", "visualize"),
        texts(patch.get("artifacts"), "stage").subList(0, 3));
    assertEquals(
        List.of("true", "false", "false"), texts(patch.get("artifacts"), "direct").subList(0, 3));
    String digest = patch.get("models").get("patch").get(0).asText();
    assertEquals(patch, lineage(runs, "--forward=" + digest.substring(0, 12)));
    assertEquals(8, lineage(runs, "--forward=" + old).get("artifacts").size());
    assertEquals(0, mammobeam.run("lineage", "--forward=" + digest, output));
    assertTrue(mammobeam.out().contains("2 exams of run 000001-"), mammobeam::out);
    assertTrue(mammobeam.out().contains("heatmaps: 2 artifacts"), mammobeam::out);
    assertEquals(2, mammobeam.run("lineage", output, "--forward=" + old.resolve("other.pt")));

    runs.others(ModelRole.PATCH).run();
    assertEquals(0, lineage(runs, "--forward=" + digest).get("artifacts").size());
    // The classifiers are the same, and are used.
    assertEquals(4, lineage(runs, "--forward=" + old).get("artifacts").size());
  }
}
