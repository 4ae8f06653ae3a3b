package org.mammobeam.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mammobeam.algorithm.AugmentationWindow;
import org.mammobeam.algorithm.AugmentationWindows;
import org.mammobeam.algorithm.BreastCenter;
import org.mammobeam.algorithm.BreastCrop;
import org.mammobeam.algorithm.BreastCropper;
import org.mammobeam.algorithm.CenteredImage;
import org.mammobeam.algorithm.ClassifierInput;
import org.mammobeam.algorithm.CommonOrientation;
import org.mammobeam.algorithm.HeatmapRaster;
import org.mammobeam.algorithm.PatchGrid;
import org.mammobeam.algorithm.PatchSampler;
import org.mammobeam.algorithm.PredictionAverage;
import org.mammobeam.algorithm.Predictions;
import org.mammobeam.algorithm.PythonRandom;
import org.mammobeam.exam.Laterality;
import org.mammobeam.exam.Projection;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.exam.View;
import org.mammobeam.image.FloatImage;
import org.mammobeam.model.ExamClassifier;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.phantom.LesionMark;
import org.mammobeam.phantom.LesionType;
import org.mammobeam.phantom.PhantomExam;

/** What the networks of a bundle say about one phantom, by the same steps as the job's stages. */
final class PhantomScores {
  private static final int PATCH = PatchGrid.PATCH_SIZE;

  /** A lesion counts as seen by a patch if its centre is so far from the patch's rim. */
  private static final int INSIDE = 64;

  private final PhantomExam exam;
  private final List<LesionMark> marks;
  private final AugmentationWindows augmentation;
  private final Map<View, BreastCrop> crops = new EnumMap<>(View.class);
  private final Map<View, HeatmapRaster> heatmaps = new EnumMap<>(View.class);

  /**
   * What a network said about a patch or a breast.
   *
   * @param lesions types of those that are there
   */
  record Sample(Set<LesionType> lesions, float benign, float malignant) {
    float probability(LesionType type) {
      return type.malignant() ? malignant : benign;
    }
  }

  PhantomScores(PhantomExam exam, AugmentationWindows augmentation)
      throws UnprocessableExamException {
    this.exam = exam;
    this.marks = exam.marks();
    this.augmentation = augmentation;
    for (View view : View.values()) {
      crops.put(view, BreastCropper.REFERENCE.crop(exam.image(view), pointsRight(view)));
    }
  }

  private boolean pointsRight(View view) {
    return exam.horizontalFlip().pointsRight(view);
  }

  private BreastCrop crop(View view) {
    return crops.computeIfAbsent(
        view,
        unused -> {
          throw new IllegalStateException("no crop of " + view);
        });
  }

  /** Patches of all views, but for those that a lesion touches without being well inside. */
  List<Sample> patches(PatchClassifier network) throws IOException, UnprocessableExamException {
    List<Sample> samples = new ArrayList<>();
    PythonRandom random = new PythonRandom(PatchGrid.REFERENCE_SEED);
    for (View view : View.values()) {
      BreastCrop crop = crop(view);
      PatchGrid grid = PatchGrid.draw(crop.pixels().height(), crop.pixels().width(), random);
      PatchSampler sampler = new PatchSampler(crop.pixels(), pointsRight(view), grid);
      float[] probabilities =
          network.probabilities(
              grid.size(), (index, target, offset) -> sampler.copy(index, 1, target, offset));
      heatmaps.put(view, HeatmapRaster.of(grid, probabilities));
      for (int i = 0; i < grid.size(); i++) {
        Set<LesionType> lesions = EnumSet.noneOf(LesionType.class);
        if (isClear(view, grid.top(i % grid.rows()), grid.left(i / grid.rows()), lesions)) {
          int offset = i * PatchClassifier.CLASSES;
          samples.add(new Sample(lesions, probabilities[offset + 1], probabilities[offset]));
        }
      }
    }
    return samples;
  }

  /** Whether all lesions are well inside a patch or outside of it; adds those inside. */
  private boolean isClear(View view, int top, int left, Set<LesionType> inside) {
    boolean clear = true;
    BreastCrop crop = crop(view);
    for (LesionMark mark : marks) {
      if (mark.view() == view) {
        int x = mark.x() - crop.window().left();
        int oriented = pointsRight(view) ? x : crop.pixels().width() - 1 - x;
        int vertical = Math.abs(mark.y() - crop.window().top() - top - PATCH / 2);
        int distance = Math.max(vertical, Math.abs(oriented - left - PATCH / 2));
        if (distance < PATCH / 2 - INSIDE) {
          inside.add(mark.lesion().type());
        } else {
          clear &= distance >= PATCH / 2 + mark.radius();
        }
      }
    }
    return clear;
  }

  /** Both breasts; for the network with heatmaps, patches come first. */
  List<Sample> breasts(ExamClassifier network, ModelRole role)
      throws IOException, UnprocessableExamException {
    Map<View, List<CenteredImage>> centered = new EnumMap<>(View.class);
    for (View view : View.values()) {
      centered.put(view, List.of(centered(view)));
    }
    float[] left = new float[ClassifierInput.length(Projection.CC, role.channels())];
    float[] right = left.clone();
    float[] leftMlo = new float[ClassifierInput.length(Projection.MLO, role.channels())];
    float[] rightMlo = leftMlo.clone();
    PredictionAverage average = new PredictionAverage();
    for (AugmentationWindow window : augmentation.draw(centered)) {
      switch (window.view()) {
        case L_CC -> ClassifierInput.write(channels(window.view(), role), window, left);
        case R_CC -> ClassifierInput.write(channels(window.view(), role), window, right);
        case L_MLO -> ClassifierInput.write(channels(window.view(), role), window, leftMlo);
        case R_MLO -> {
          ClassifierInput.write(channels(window.view(), role), window, rightMlo);
          average.add(
              PredictionAverage.probabilities(network.logProbabilities(Projection.CC, left, right)),
              PredictionAverage.probabilities(
                  network.logProbabilities(Projection.MLO, leftMlo, rightMlo)));
        }
      }
    }
    Predictions mean = average.mean();
    return List.of(
        new Sample(types(Laterality.LEFT), mean.leftBenign(), mean.leftMalignant()),
        new Sample(types(Laterality.RIGHT), mean.rightBenign(), mean.rightMalignant()));
  }

  private CenteredImage centered(View view) {
    BreastCrop crop = crop(view);
    return new CenteredImage(
        crop.pixels().height(),
        crop.pixels().width(),
        BreastCenter.find(crop.pixels(), pointsRight(view), view.projection(), crop.outline()));
  }

  private List<FloatImage> channels(View view, ModelRole role) {
    FloatImage image = CommonOrientation.of(crop(view).pixels(), pointsRight(view));
    HeatmapRaster raster = heatmaps.get(view);
    if (role == ModelRole.IMAGE || raster == null) {
      return List.of(image);
    }
    return List.of(image, raster.benign(), raster.malignant());
  }

  private Set<LesionType> types(Laterality side) {
    Set<LesionType> types = EnumSet.noneOf(LesionType.class);
    exam.lesions().stream()
        .filter(lesion -> lesion.laterality() == side)
        .forEach(lesion -> types.add(lesion.type()));
    return types;
  }
}
