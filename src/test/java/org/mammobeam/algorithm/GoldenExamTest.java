package org.mammobeam.algorithm;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small golden exams, number by number. */
final class GoldenExamTest {
  private static GoldenChecks checks(String exam) {
    return new GoldenChecks(GoldenExam.ofResources(exam));
  }

  @ParameterizedTest
  @ValueSource(strings = {"syn_small", "syn_wide"})
  void cropsAndCentersAreTheReferences(String exam) throws Exception {
    GoldenChecks checks = checks(exam);
    checks.cropsAreEqual();
    checks.centersAreEqual();
  }

  @ParameterizedTest
  @ValueSource(strings = {"syn_small", "syn_wide", "syn_multi"})
  void stridesAreTheReferences(String exam) throws Exception {
    checks(exam).stridesAreEqual();
  }

  @ParameterizedTest
  @ValueSource(strings = {"syn_small", "syn_wide"})
  void patchInputsAreTheReferences(String exam) throws Exception {
    checks(exam).patchesAreEqual();
  }

  @ParameterizedTest
  @ValueSource(strings = {"syn_small", "syn_wide"})
  void heatmapsAreTheReferencesGivenItsProbabilities(String exam) throws Exception {
    checks(exam).heatmapsAreEqual();
  }

  @ParameterizedTest
  @CsvSource({
    "syn_small, image_only_aug10",
    "syn_small, image_only_noaug",
    "syn_wide, image_only_aug10",
    "syn_wide, image_heatmaps_aug10",
    "syn_multi, image_only_aug10",
    "syn_multi, image_only_noaug",
    "syn_large, image_only_aug10",
    "syn_large, image_only_noaug"
  })
  void bordersOfWindowsAreTheReferences(String exam, String run) throws Exception {
    checks(exam).bordersAreEqual(run);
  }

  @ParameterizedTest
  @CsvSource({
    "syn_small, image_only_aug10",
    "syn_small, image_only_noaug",
    "syn_small, image_heatmaps_aug10",
    "syn_small, image_heatmaps_noaug",
    "syn_wide, image_only_aug10",
    "syn_wide, image_only_noaug",
    "syn_wide, image_heatmaps_aug10",
    "syn_wide, image_heatmaps_noaug"
  })
  void windowsAreTheReferencesGivenItsProbabilities(String exam, String run) throws Exception {
    checks(exam).windowsAreEqual(run);
  }

  @ParameterizedTest
  @CsvSource({
    "syn_small, image_only_aug10, image_predictions.csv",
    "syn_small, image_only_noaug, image_predictions_noaug.csv",
    "syn_small, image_heatmaps_aug10, imageheatmaps_predictions.csv",
    "syn_small, image_heatmaps_noaug, imageheatmaps_predictions_noaug.csv",
    "syn_wide, image_only_aug10, image_predictions.csv",
    "syn_wide, image_only_noaug, image_predictions_noaug.csv",
    "syn_wide, image_heatmaps_aug10, imageheatmaps_predictions.csv",
    "syn_wide, image_heatmaps_noaug, imageheatmaps_predictions_noaug.csv"
  })
  void averagesAndTheirTextAreTheReferences(String exam, String run, String csv) throws Exception {
    checks(exam).averagesAreEqual(run, csv);
  }
}
