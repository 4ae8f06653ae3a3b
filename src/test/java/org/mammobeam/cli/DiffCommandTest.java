package org.mammobeam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.ScreeningRuns;
import org.mammobeam.model.ModelRole;

final class DiffCommandTest {
  private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

  @TempDir Path folder;
  private final Program mammobeam = new Program();

  private JsonNode diff(ScreeningRuns runs, String before, String now) throws IOException {
    assertEquals(
        0,
        mammobeam.run("diff", before, now, "--output=" + runs.output(), "--json"),
        mammobeam::err);
    return mammobeam.json();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(node -> texts.add(node.isTextual() ? node.asText() : node.get("exam").asText()));
    return texts;
  }

  private static JsonNode moved(JsonNode diff, String exam) {
    for (JsonNode card : diff.get("moved")) {
      if (card.get("exam").asText().equals(exam)) {
        return card;
      }
    }
    throw new AssertionError(exam);
  }

  @Test
  void theReasonIsWhatChangedAndOnlyThat() throws IOException {
    ScreeningRuns runs = new ScreeningRuns(folder);
    runs.addExam("lesion");
    runs.addPlainExam("plain");
    runs.addPlainExam("replaced");
    runs.run();
    runs.others(ModelRole.PATCH).displayHeight(120).run();
    JsonNode patch = diff(runs, "1", "2");
    assertEquals(3, patch.get("exams").asInt());
    assertEquals(List.of("lesion"), texts(patch.get("moved")));
    assertEquals(
        List.of("behind heatmaps: model: another patch network"),
        texts(moved(patch, "lesion").get("reasons")));
    JsonNode back = diff(runs, "2", "1");
    assertEquals(moved(patch, "lesion").get("by"), moved(back, "lesion").get("by"));

    runs.displayHeight(100).run();
    assertEquals(0, diff(runs, "2", "3").get("moved").size());
    runs.removeExam("replaced");
    runs.addExam("replaced");
    runs.run();
    JsonNode files = diff(runs, "3", "4");
    assertEquals(List.of("replaced"), texts(files.get("moved")));
    assertTrue(
        texts(moved(files, "replaced").get("reasons"))
            .contains("behind crop: changed file: L-CC-0"),
        mammobeam::out);

    runs.others(ModelRole.PATCH, ModelRole.IMAGE).augmentationSeed(7).run();
    JsonNode image = diff(runs, "4", "5");
    assertEquals(3, image.get("moved").size());
    List<String> reasons = texts(moved(image, "plain").get("reasons"));
    assertTrue(reasons.contains("model: another image network"), reasons::toString);
    assertTrue(
        reasons.stream().anyMatch(why -> why.startsWith("settings: seed=0")), reasons::toString);
    List<Double> by = new ArrayList<>();
    image.get("moved").forEach(card -> by.add(card.get("by").asDouble()));
    assertEquals(by.stream().sorted(Comparator.reverseOrder()).toList(), by);
    double greatest = 0;
    for (JsonNode score : moved(image, "plain").get("scores")) {
      greatest =
          Math.max(
              greatest, Math.abs(score.get("now").asDouble() - score.get("before").asDouble()));
    }
    assertEquals(greatest, moved(image, "plain").get("by").asDouble());

    assertEquals(0, mammobeam.run("diff", "4", "5", "--output=" + runs.output()));
    assertTrue(mammobeam.out().contains("scores of 3 differ"), mammobeam::out);
    assertTrue(mammobeam.out().contains("model: another image network"), mammobeam::out);
  }

  @Test
  void examsAndFailuresThatCameOrWentAreListed() throws IOException {
    ScreeningRuns runs = new ScreeningRuns(folder);
    runs.addPlainExam("stays");
    runs.addPlainExam("goes");
    ScreeningRuns.spoil(runs.addPlainExam("mended"));
    ScreeningRuns.spoil(runs.addPlainExam("broken"));
    runs.addPlainExam("breaks");
    runs.run();
    runs.removeExam("goes");
    runs.removeExam("mended");
    runs.addPlainExam("mended");
    runs.addPlainExam("comes");
    Files.writeString(runs.input().resolve("breaks/R_CC.png"), "no picture");
    runs.run();
    JsonNode diff = diff(runs, "1", "2");
    assertEquals(List.of("goes"), texts(diff.get("onlyBefore")));
    assertEquals(List.of("comes"), texts(diff.get("onlyNow")));
    assertEquals(List.of("mended"), texts(diff.get("failuresGone")));
    assertEquals(List.of("breaks"), texts(diff.get("failuresNew")));
    assertEquals("crop", diff.get("failuresNew").get(0).get("stage").asText());
    assertEquals(List.of("breaks", "mended"), texts(diff.get("moved")).stream().sorted().toList());
    assertEquals(1, moved(diff, "breaks").get("by").asDouble());
    List<String> reasons = texts(moved(diff, "breaks").get("reasons"));
    assertTrue(reasons.contains("now: classify-image: needs crop"), reasons::toString);
    assertEquals(0, mammobeam.run("diff", "1", "2", "--output=" + runs.output()));
    assertTrue(mammobeam.out().contains("failure came: breaks, crop: R-CC-0"), mammobeam::out);
    assertTrue(mammobeam.out().contains("only before: goes"), mammobeam::out);
  }

  @Test
  void thePageShowsBothRunsOutOfTheStoreAndNeedsNoNetwork() throws IOException {
    ScreeningRuns runs = new ScreeningRuns(folder);
    runs.addExam("a & <b>");
    runs.run();
    runs.others(ModelRole.PATCH, ModelRole.IMAGE).run();
    JsonNode diff = diff(runs, "1", "2");
    Path page = runs.output().resolve(diff.get("page").asText());
    assertTrue(page.getFileName().toString().matches("diff-000001-.*-000002-.*\\.html"));
    String html = Files.readString(page);
    assertTrue(html.contains("<base href=\"../\">"));
    assertTrue(html.contains("not for clinical use. Formulas."));
    assertTrue(html.contains("a &amp; &lt;b&gt;"));
    assertFalse(html.contains("<b>"));
    JsonNode card = diff.get("moved").get(0);
    String before = card.get("before").get("folder").asText();
    String now = card.get("now").get("folder").asText();
    assertFalse(before.equals(now));
    int images = 0;
    Matcher links = LINK.matcher(html);
    while (links.find()) {
      if (links.group(1).startsWith("artifacts/")) {
        images++;
        assertTrue(Files.exists(runs.output().resolve(links.group(1))), links.group(1));
      } else {
        assertEquals("../", links.group(1));
      }
    }
    assertEquals(2 * 4 * 4, images);
    assertTrue(html.indexOf(before) < html.indexOf(now));

    Files.delete(runs.output().resolve(before).resolve("manifest.json"));
    diff(runs, "1", "2");
    assertFalse(Files.readString(page).contains(before));
    assertTrue(Files.readString(page).contains("no images were painted"));
  }

  @Test
  void damagedAndUnknownRunsAreRefused() throws IOException {
    ScreeningRuns runs = new ScreeningRuns(folder);
    runs.addPlainExam("a");
    runs.run();
    String output = "--output=" + runs.output();
    assertEquals(2, mammobeam.run("diff", "1", "2", output));
    assertEquals(2, mammobeam.run("diff", "1", output));
    JsonNode same = diff(runs, "1", "1");
    assertEquals(0, same.get("moved").size());
    Path done = runs.output().resolve("runs").resolve(same.get("before").asText()).resolve("DONE");
    String text = Files.readString(done);
    Files.writeString(done, text.replace("\"exams\"", "\"Exams\""));
    assertEquals(1, mammobeam.run("diff", "1", "1", output));
    assertTrue(mammobeam.err().contains("cannot be used"), mammobeam::err);
  }
}
