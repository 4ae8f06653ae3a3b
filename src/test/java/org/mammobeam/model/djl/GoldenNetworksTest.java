package org.mammobeam.model.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mammobeam.algorithm.GoldenChecks;
import org.mammobeam.algorithm.GoldenChecks.ImagePatches;
import org.mammobeam.algorithm.GoldenExam;
import org.mammobeam.algorithm.PredictionAverage;
import org.mammobeam.exam.Laterality;
import org.mammobeam.exam.Projection;
import org.mammobeam.model.Device;
import org.mammobeam.model.ExamClassifier;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.Precision;
import org.mammobeam.model.weights.BundleContent;
import org.mammobeam.model.weights.WeightFiles;
import org.mammobeam.model.weights.WeightImport;

/**
 * The imported golden weights against the reference's answers to the same inputs, in the folder
 * that {@code -Dmammobeam.golden} names; with {@code -Pgolden} for every exam.
 */
final class GoldenNetworksTest {
  private static final double PATCH_TOLERANCE = 5e-6;
  private static final double IMAGE_TOLERANCE = 1e-5;
  private static final double IMAGE_HEATMAPS_TOLERANCE = 2e-5;

  private static @Nullable BundleContent imported;

  private static DjlModels models() throws Exception {
    Path weights = GoldenExam.folder().resolve("weights");
    BundleContent content = imported;
    if (content == null) {
      content =
          WeightImport.read(
              "golden",
              new WeightFiles(
                  WeightFiles.find(weights, ModelRole.PATCH),
                  WeightFiles.find(weights, ModelRole.IMAGE),
                  WeightFiles.find(weights, ModelRole.IMAGE_HEATMAPS)));
      imported = content;
    }
    return new DjlModels(content.bundle(), content.folder(), Device.CPU, 1);
  }

  @AfterAll
  static void forgetTheWeights() {
    imported = null;
  }

  @Test
  void patchProbabilitiesOfTheSmallExamAreTheReferences() throws Exception {
    patchProbabilitiesAreTheReferences("syn_small");
  }

  @Tag("golden-full")
  @ParameterizedTest
  @ValueSource(strings = {"gmic0", "nyu2mix", "syn_flipyes", "syn_multi", "syn_lines", "syn_wide"})
  void patchProbabilitiesAreTheReferences(String name) throws Exception {
    GoldenExam exam = GoldenExam.in(GoldenExam.folder(), name);
    List<ImagePatches> images = new GoldenChecks(exam).patches();
    int count = images.stream().mapToInt(ImagePatches::count).sum();
    float[] actual;
    try (PatchClassifier network = models().openPatchClassifier(Precision.FLOAT32)) {
      actual =
          network.probabilities(
              count, (index, target, offset) -> copy(images, index, target, offset));
    }
    Deviation deviation = new Deviation();
    deviation.add(exam.patchProbabilities(), actual);
    deviation.isAtMost(PATCH_TOLERANCE, name + " patch");
  }

  private static void copy(List<ImagePatches> images, int index, float[] target, int offset) {
    int inImage = index;
    for (ImagePatches image : images) {
      if (inImage < image.count()) {
        image.sampler().copy(inImage, 1, target, offset);
        return;
      }
      inImage -= image.count();
    }
    throw new AssertionError("patch " + index);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image_only_aug10",
        "image_only_noaug",
        "image_heatmaps_aug10",
        "image_heatmaps_noaug"
      })
  void everyRoundOfTheSmallExamIsTheReferences(String run) throws Exception {
    everyRoundIsTheReferences("syn_small", run);
  }

  @Tag("golden-full")
  @ParameterizedTest
  @CsvSource({
    "gmic0, image_only_aug10",
    "gmic0, image_only_noaug",
    "gmic0, image_heatmaps_aug10",
    "gmic0, image_heatmaps_noaug",
    "nyu2mix, image_only_aug10",
    "nyu2mix, image_heatmaps_aug10",
    "syn_flipyes, image_only_aug10",
    "syn_flipyes, image_heatmaps_aug10",
    "syn_multi, image_only_aug10",
    "syn_multi, image_heatmaps_aug10",
    "syn_lines, image_only_aug10",
    "syn_lines, image_heatmaps_aug10",
    "syn_wide, image_only_aug10",
    "syn_wide, image_heatmaps_aug10",
    "syn_large, image_only_aug10"
  })
  void everyRoundIsTheReferences(String name, String run) throws Exception {
    GoldenExam exam = GoldenExam.in(GoldenExam.folder(), name);
    boolean withHeatmaps = run.startsWith("image_heatmaps");
    ModelRole role = withHeatmaps ? ModelRole.IMAGE_HEATMAPS : ModelRole.IMAGE;
    List<float[]> answers = new ArrayList<>();
    try (ExamClassifier network = models().openExamClassifier(role, Precision.FLOAT32)) {
      List<float[]> left = new ArrayList<>();
      new GoldenChecks(exam)
          .forEachWindow(
              run,
              (window, input) -> {
                Projection projection = window.view().projection();
                int plane = projection.windowHeight() * projection.windowWidth();
                float[] seen = Arrays.copyOf(input, role.channels() * plane);
                if (window.view().laterality() == Laterality.LEFT) {
                  left.add(seen);
                } else {
                  answers.add(
                      PredictionAverage.probabilities(
                          network.logProbabilities(projection, left.remove(0), seen)));
                }
              });
    }
    JsonNode epochs = exam.run(run).get("epochs");
    assertEquals(2 * epochs.size(), answers.size());
    Deviation deviation = new Deviation();
    for (int epoch = 0; epoch < epochs.size(); epoch++) {
      JsonNode expected = epochs.get(epoch).get("probs");
      deviation.add(GoldenChecks.probabilities(expected, "CC"), answers.get(2 * epoch));
      deviation.add(GoldenChecks.probabilities(expected, "MLO"), answers.get(2 * epoch + 1));
    }
    deviation.isAtMost(withHeatmaps ? IMAGE_HEATMAPS_TOLERANCE : IMAGE_TOLERANCE, name + " " + run);
  }

  /** How far probabilities are from the reference's. */
  private static final class Deviation {
    private double greatest;
    private double sum;
    private int count;

    void add(float[] expected, float[] actual) {
      assertEquals(expected.length, actual.length);
      for (int i = 0; i < expected.length; i++) {
        double deviation = Math.abs((double) expected[i] - actual[i]);
        // Not max(), which a NaN would have to pass first.
        assertTrue(deviation <= 1, "no probability: " + actual[i]);
        greatest = Math.max(greatest, deviation);
        sum += deviation;
        count++;
      }
    }

    void isAtMost(double tolerance, String what) {
      String figures =
          String.format(
              Locale.ROOT,
              "%s: %d probabilities, deviation at most %.2e, mean %.2e",
              what,
              count,
              greatest,
              sum / count);
      System.out.println(figures);
      assertTrue(count > 0 && greatest <= tolerance, figures);
    }
  }
}
