package org.mammobeam.model.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.mammobeam.algorithm.BreastCrop;
import org.mammobeam.algorithm.BreastCropper;
import org.mammobeam.algorithm.HeatmapRaster;
import org.mammobeam.algorithm.PatchGrid;
import org.mammobeam.algorithm.PatchSampler;
import org.mammobeam.algorithm.PythonRandom;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.Laterality;
import org.mammobeam.exam.Projection;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.exam.View;
import org.mammobeam.image.FloatImage;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.BundleFolder;
import org.mammobeam.model.Device;
import org.mammobeam.model.ExamClassifier;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.Precision;
import org.mammobeam.phantom.Lesion;
import org.mammobeam.phantom.LesionMark;
import org.mammobeam.phantom.LesionType;
import org.mammobeam.phantom.PhantomExam;
import org.mammobeam.phantom.PhantomSize;

/** The bundle that the demo runs with, on women whom it was not trained on. */
final class DemoBundleTest {
  private static final Path FOLDER = Path.of("models/demo");
  private static final long UNSEEN = 987_654;

  private final BundleFolder folder = BundleFolder.of(FOLDER);

  @Test
  void filesAreWhatTheDescriptionSays() throws Exception {
    Bundle bundle = Bundle.read(folder);
    bundle.verify(folder);
    assertArrayEquals(Files.readAllBytes(FOLDER.resolve(Bundle.DESCRIPTION)), bundle.toJson());
    assertEquals(3, bundle.files().size());
    assertTrue(bundle.disclaimer().contains("Not for clinical use"));
  }

  @Test
  void heldOutFiguresAreGood() throws Exception {
    Bundle bundle = Bundle.read(folder);
    for (String network : List.of("patch", "image", "image-heatmaps")) {
      for (String lesion : List.of("spiculated mass", "smooth mass")) {
        Double auc = bundle.evaluation().get(network + " " + lesion + " AUC");
        assertTrue(auc != null && auc >= 0.95 && auc <= 1, network + ", " + lesion + ": " + auc);
      }
    }
  }

  @Test
  void heatmapsLightUpOnLesionsAndStayCalmElsewhere() throws Exception {
    PhantomExam exam = exam(LesionType.SPICULATED_MASS, LesionType.SMOOTH_MASS);
    try (PatchClassifier network = models().openPatchClassifier(Precision.FLOAT32)) {
      for (LesionMark mark : exam.marks()) {
        HeatmapRaster ill = heatmaps(network, exam, mark.view());
        HeatmapRaster healthy = heatmaps(network, healthy(), mark.view());
        boolean malignant = mark.lesion().type().malignant();
        ToDoubleFunction<HeatmapRaster> atLesion =
            maps -> around(mark, malignant ? maps.malignant() : maps.benign(), exam);
        assertTrue(atLesion.applyAsDouble(ill) > 0.3, mark + ": " + atLesion.applyAsDouble(ill));
        assertTrue(atLesion.applyAsDouble(healthy) < 0.15, mark.toString());
        assertTrue(mean(healthy.malignant()) < 0.1 && mean(healthy.benign()) < 0.1);
        assertTrue(mean(malignant ? ill.benign() : ill.malignant()) < 0.15, mark.toString());
      }
    }
  }

  @Test
  void imageNetworksAnswerWithLogProbabilities() throws Exception {
    for (ModelRole role : List.of(ModelRole.IMAGE, ModelRole.IMAGE_HEATMAPS)) {
      try (ExamClassifier network = models().openExamClassifier(role, Precision.FLOAT32)) {
        for (Projection projection : Projection.values()) {
          int plane = projection.windowHeight() * projection.windowWidth();
          float[] window = new float[role.channels() * plane];
          float[] answer = network.logProbabilities(projection, window, window);
          for (int label = 0; label < 4; label++) {
            double sum = Math.exp(answer[2 * label]) + Math.exp(answer[2 * label + 1]);
            assertEquals(1, sum, 1e-5);
          }
          // Left and right saw the same window.
          assertEquals(answer[1], answer[3], 1e-6);
          assertEquals(answer[5], answer[7], 1e-6);
        }
      }
    }
  }

  /** What PyTorch 1.13, which they were trained with, answers to the same input in double. */
  @Test
  void answersAreThoseOfAnotherEngine() throws Exception {
    float[] patches = {
      0.0097537f, 0.0217392f, 0.9685069f, 1.099e-7f, 0.0241660f, 0.0692086f, 0.9066249f, 5.44e-7f
    };
    float[] image = {
      -2.4262e-5f, -10.626605f, -2.4262e-5f, -10.626605f, //
      -2.1724e-4f, -8.434621f, -2.1229e-4f, -8.457674f
    };
    float[] withHeatmaps = {
      -3.9202e-5f, -10.146811f, -3.4524e-5f, -10.273879f, //
      -1.4675e-5f, -11.129354f, -1.4894e-5f, -11.114543f
    };
    for (Precision precision : List.of(Precision.FLOAT32, Precision.BF16)) {
      boolean exact = precision == Precision.FLOAT32;
      try (PatchClassifier network = models().openPatchClassifier(precision)) {
        float[] answer = network.probabilities(pattern(2 * PatchClassifier.PATCH_PIXELS, 0));
        assertArrayEquals(patches, answer, exact ? 1e-6f : 2e-3f, precision.toString());
      }
      for (ModelRole role : List.of(ModelRole.IMAGE, ModelRole.IMAGE_HEATMAPS)) {
        try (ExamClassifier network = models().openExamClassifier(role, precision)) {
          int values = role.channels() * Projection.CC.windowHeight() * Projection.CC.windowWidth();
          float[] answer =
              network.logProbabilities(Projection.CC, pattern(values, 1), pattern(values, 2));
          float[] expected = role == ModelRole.IMAGE ? image : withHeatmaps;
          assertArrayEquals(expected, answer, exact ? 1e-4f : 0.2f, role + ", " + precision);
        }
      }
    }
  }

  private static float[] pattern(int values, int phase) {
    float[] pattern = new float[values];
    for (int i = 0; i < values; i++) {
      pattern[i] = ((i >> 3) + phase) % 31 / 9f - 1.7f;
    }
    return pattern;
  }

  private DjlModels models() throws IOException {
    return new DjlModels(Bundle.read(folder), folder, Device.CPU, 1);
  }

  private static PhantomExam exam(LesionType left, LesionType right) {
    return new PhantomExam(
        UNSEEN,
        PhantomSize.DEMO,
        HorizontalFlip.NO,
        List.of(
            new Lesion(left, Laterality.LEFT, 9, 0.5, 0.3, 0.2),
            new Lesion(right, Laterality.RIGHT, 9, 0.5, -0.3, 0.2)));
  }

  private static PhantomExam healthy() {
    return new PhantomExam(UNSEEN, PhantomSize.DEMO, HorizontalFlip.NO, List.of());
  }

  private static BreastCrop crop(PhantomExam exam, View view) throws UnprocessableExamException {
    return BreastCropper.REFERENCE.crop(exam.image(view), HorizontalFlip.NO.pointsRight(view));
  }

  private static HeatmapRaster heatmaps(PatchClassifier network, PhantomExam exam, View view)
      throws IOException, UnprocessableExamException {
    BreastCrop crop = crop(exam, view);
    PatchGrid grid =
        PatchGrid.draw(crop.pixels().height(), crop.pixels().width(), new PythonRandom(0));
    PatchSampler sampler =
        new PatchSampler(crop.pixels(), HorizontalFlip.NO.pointsRight(view), grid);
    float[] probabilities =
        network.probabilities(
            grid.size(), (index, target, offset) -> sampler.copy(index, 1, target, offset));
    return HeatmapRaster.of(grid, probabilities);
  }

  /** The map's value where the lesion's centre is; the map is in common orientation. */
  private static double around(LesionMark mark, FloatImage map, PhantomExam exam) {
    try {
      BreastCrop crop = crop(exam, mark.view());
      int y = mark.y() - crop.window().top();
      int x = mark.x() - crop.window().left();
      boolean pointsRight = HorizontalFlip.NO.pointsRight(mark.view());
      return map.pixels()[y * map.width() + (pointsRight ? x : map.width() - 1 - x)];
    } catch (UnprocessableExamException e) {
      throw new AssertionError(e);
    }
  }

  private static double mean(FloatImage map) {
    double sum = 0;
    for (float value : map.pixels()) {
      sum += value;
    }
    return sum / map.pixels().length;
  }
}
