package org.mammobeam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mammobeam.model.Precision;

final class SettingsFileTest {
  private static Settings read(String yaml) {
    return SettingsFile.read(
        "s.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsLeftOutKeepsTheReferencesValue() {
    assertEquals(Settings.DEFAULT, read(""));
    assertEquals(
        Settings.DEFAULT.withPrecision(Precision.BF16), read("precision: bf16\ncrop: {}\n"));
    assertEquals(50, read("crop: {erosions: 7}").crop().buffer());
    assertEquals(7, read("crop: {erosions: 7}").crop().erosions());
    assertEquals(3, read("classify:\n  position-noise: 3").classify().positionNoise());
  }

  @Test
  void stagesAreSortedAndClassifyMeansBoth() {
    assertEquals(
        List.of("crop", "classify-image", "classify-image-heatmaps"),
        read("stages: [classify, crop]").stages());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "crop:\\n"
            + "  erosion: 3 | s.yaml, line 2, erosion: no such setting; there are erosions, buffer",
        "croop: {} | s.yaml, line 1, croop: no such setting; there are stages, precision, crop,"
            + " heatmaps, classify, visualize",
        "crop:\\n  buffer: many | s.yaml, line 2, buffer: a whole number, not 'many'",
        "\\n"
            + "precision: double | s.yaml, line 2, precision: one of float32, bf16, fp16, not"
            + " 'double'",
        "visualize: {colours: pink} | s.yaml, line 1, colours: one of red-green, orange-blue, not"
            + " 'pink'",
        "crop: 3 | s.yaml, line 1, crop: settings below it, each as 'name: value'",
        "stages: crop | s.yaml, line 1, stages: a list, such as [a, b]",
        "heatmaps: {stride-seed: -1} | s.yaml, line 1, heatmaps: stride-seed must not be negative:"
            + " -1",
        "precision: [a] | s.yaml, line 1, precision: one value"
      })
  void aWrongSettingIsNamedByFileLineKeyAndWhatIsAllowed(String yaml, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> read(yaml.replace("\\n", "\n")));
    assertEquals(message, e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"crop: {erosions: 1, erosions: 2}", "a: [", "- 1\nb: 2", "stages: [x]"})
  void whatIsNoSoundYamlOrNoStageIsRefused(String yaml) {
    assertThrows(IllegalArgumentException.class, () -> read(yaml));
  }

  @ParameterizedTest
  @CsvSource({
    "screening.yaml, 6",
    "preprocess.yaml, 2",
    "inference.yaml, 4",
  })
  void theFilesOfTheProjectHoldTheReferencesValues(String file, int stages) throws IOException {
    try (InputStream in = Files.newInputStream(Path.of("pipelines", file))) {
      Settings settings = SettingsFile.read(file, in);
      assertEquals(stages, settings.stages().size());
      assertEquals(Settings.DEFAULT, settings.withStages(Settings.STAGES));
    }
  }
}
