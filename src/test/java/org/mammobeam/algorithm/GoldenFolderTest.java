package org.mammobeam.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mammobeam.codec.GrayPng;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.image.GrayImage;

/**
 * All golden exams, in the folder that {@code -Dmammobeam.golden} names; with {@code -Pgolden}
 * their windows as well.
 */
final class GoldenFolderTest {
  private static GoldenChecks checks(String exam) {
    return new GoldenChecks(GoldenExam.in(GoldenExam.folder(), exam));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gmic0",
        "nyu2mix",
        "syn_small",
        "syn_flipyes",
        "syn_multi",
        "syn_lines",
        "syn_wide",
        "syn_large"
      })
  void cropsAndCentersAreTheReferences(String exam) throws Exception {
    GoldenChecks checks = checks(exam);
    checks.cropsAreEqual();
    checks.centersAreEqual();
    checks.bordersAreEqual("image_only_aug10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gmic0",
        "nyu2mix",
        "syn_small",
        "syn_flipyes",
        "syn_multi",
        "syn_lines",
        "syn_wide"
      })
  void stridesAndHeatmapsAreTheReferences(String exam) throws Exception {
    GoldenChecks checks = checks(exam);
    checks.stridesAreEqual();
    checks.heatmapsAreEqual();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gmic0",
        "nyu2mix",
        "syn_small",
        "syn_flipyes",
        "syn_multi",
        "syn_lines",
        "syn_wide"
      })
  void patchInputsAreTheReferences(String exam) throws Exception {
    checks(exam).patchesAreEqual();
  }

  @Tag("golden-full")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gmic0",
        "nyu2mix",
        "syn_small",
        "syn_flipyes",
        "syn_multi",
        "syn_lines",
        "syn_wide"
      })
  void windowsWithHeatmapsAreTheReferences(String exam) throws Exception {
    checks(exam).windowsAreEqual("image_heatmaps_aug10");
    checks(exam).windowsAreEqual("image_heatmaps_noaug");
  }

  @Tag("golden-full")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gmic0",
        "nyu2mix",
        "syn_small",
        "syn_flipyes",
        "syn_multi",
        "syn_lines",
        "syn_wide",
        "syn_large"
      })
  void windowsWithoutHeatmapsAreTheReferences(String exam) throws Exception {
    checks(exam).windowsAreEqual("image_only_aug10");
    checks(exam).windowsAreEqual("image_only_noaug");
  }

  @ParameterizedTest
  @CsvSource({
    "gmic0, image_only_aug10, image_predictions.csv",
    "gmic0, image_only_noaug, image_predictions_noaug.csv",
    "gmic0, image_heatmaps_aug10, imageheatmaps_predictions.csv",
    "gmic0, image_heatmaps_noaug, imageheatmaps_predictions_noaug.csv",
    "nyu2mix, image_only_aug10, image_predictions.csv",
    "nyu2mix, image_heatmaps_aug10, imageheatmaps_predictions.csv",
    "syn_flipyes, image_only_aug10, image_predictions.csv",
    "syn_flipyes, image_heatmaps_aug10, imageheatmaps_predictions.csv",
    "syn_multi, image_only_aug10, image_predictions.csv",
    "syn_multi, image_heatmaps_aug10, imageheatmaps_predictions.csv",
    "syn_lines, image_only_aug10, image_predictions.csv",
    "syn_lines, image_heatmaps_aug10, imageheatmaps_predictions.csv",
    "syn_large, image_only_aug10, image_predictions.csv",
    "syn_large, image_only_noaug, image_predictions_noaug.csv"
  })
  void averagesAndTheirTextAreTheReferences(String exam, String run, String csv) throws Exception {
    checks(exam).averagesAreEqual(run, csv);
  }

  @Test
  void breastsThatTheReferenceDiesOnAreRefusedWithTheirReason() throws Exception {
    assertEquals("no breast found: the image is blank", refusal("bad_blank/R_CC.png", true));
    assertEquals(
        "no breast found: nothing in the image is 201 pixels thick",
        refusal("bad_thin/L_MLO.png", true));
  }

  @Test
  void aCropNarrowerThanAPatchIsRefusedOnlyWhenPatchesAreCut() throws Exception {
    BreastCrop crop = BreastCropper.REFERENCE.crop(failing("bad_narrow/L_CC.png"), true);
    GrayImage pixels = crop.pixels();
    UnprocessableExamException refusal =
        assertThrows(
            UnprocessableExamException.class,
            () -> PatchGrid.draw(pixels.height(), pixels.width(), new PythonRandom(0)));
    assertEquals(
        "cropped image is %d x %d pixels, smaller than a patch of 256 x 256"
            .formatted(pixels.height(), pixels.width()),
        refusal.getMessage());
  }

  private static @Nullable String refusal(String file, boolean pointsRight) throws Exception {
    GrayImage image = failing(file);
    UnprocessableExamException refusal =
        assertThrows(
            UnprocessableExamException.class,
            () -> BreastCropper.REFERENCE.crop(image, pointsRight));
    return refusal.getMessage();
  }

  private static GrayImage failing(String file) throws Exception {
    try (InputStream in =
        Files.newInputStream(GoldenExam.folder().resolve("failure_exams/" + file))) {
      return GrayPng.read(in);
    }
  }
}
