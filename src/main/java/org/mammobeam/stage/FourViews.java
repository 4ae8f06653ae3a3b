package org.mammobeam.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mammobeam.algorithm.AugmentationWindow;
import org.mammobeam.algorithm.AugmentationWindows;
import org.mammobeam.algorithm.CenteredImage;
import org.mammobeam.algorithm.ClassifierInput;
import org.mammobeam.algorithm.CommonOrientation;
import org.mammobeam.algorithm.HeatmapRaster;
import org.mammobeam.algorithm.PredictionAverage;
import org.mammobeam.algorithm.Predictions;
import org.mammobeam.exam.PixelPosition;
import org.mammobeam.exam.Projection;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.exam.View;
import org.mammobeam.image.FloatImage;
import org.mammobeam.model.ExamClassifier;

/**
 * What both classifier stages do with the four views of an exam: draw windows, classify them round
 * by round, average. The images of one projection are held at a time, each decoded once.
 *
 * @param exam its views
 * @param crops of the exam
 * @param centers in the order of the images
 * @param heatmaps in the order of the images; empty for a classifier that takes none
 */
record FourViews(
    SourceExam exam,
    CroppedImages crops,
    List<PixelPosition> centers,
    List<ImageHeatmaps> heatmaps) {

  /** Classifies the exam. */
  Predictions classify(ExamClassifier classifier, AugmentationWindows augmentation)
      throws IOException, UnprocessableExamException {
    List<AugmentationWindow> windows = augmentation.draw(centered());
    List<float[]> cc = rounds(Projection.CC, windows, classifier);
    List<float[]> mlo = rounds(Projection.MLO, windows, classifier);
    PredictionAverage average = new PredictionAverage();
    for (int round = 0; round < cc.size(); round++) {
      average.add(cc.get(round), mlo.get(round));
    }
    return average.mean();
  }

  private Map<View, List<CenteredImage>> centered() throws IOException {
    List<CropShape> shapes = crops.shapes();
    Map<View, List<CenteredImage>> centered = new EnumMap<>(View.class);
    for (int i = 0; i < exam.images().size(); i++) {
      CropShape shape = shapes.get(i);
      centered
          .computeIfAbsent(exam.images().get(i).view(), unused -> new ArrayList<>())
          .add(new CenteredImage(shape.height(), shape.width(), centers.get(i)));
    }
    return centered;
  }

  /** Per round the four probabilities of presence by one projection. */
  private List<float[]> rounds(
      Projection projection, List<AugmentationWindow> windows, ExamClassifier classifier)
      throws IOException {
    Map<Integer, List<FloatImage>> decoded = new HashMap<>();
    View leftView = projection == Projection.CC ? View.L_CC : View.L_MLO;
    View rightView = projection == Projection.CC ? View.R_CC : View.R_MLO;
    int channels = heatmaps.isEmpty() ? 1 : 3;
    float[] left = new float[ClassifierInput.length(projection, channels)];
    float[] right = new float[left.length];
    List<float[]> probabilities = new ArrayList<>();
    for (AugmentationWindow window : windows) {
      if (window.view() == leftView) {
        ClassifierInput.write(channels(window, decoded), window, left);
      } else if (window.view() == rightView) {
        ClassifierInput.write(channels(window, decoded), window, right);
        // The right view of a projection is drawn after the left one.
        probabilities.add(
            PredictionAverage.probabilities(classifier.logProbabilities(projection, left, right)));
      }
    }
    return probabilities;
  }

  /** The image that a window was drawn on, then its benign and its malignant heatmap. */
  private List<FloatImage> channels(
      AugmentationWindow window, Map<Integer, List<FloatImage>> decoded) throws IOException {
    int index = index(window);
    List<FloatImage> known = decoded.get(index);
    if (known != null) {
      return known;
    }
    SourceImage image = exam.images().get(index);
    boolean pointsRight = exam.flip().pointsRight(image.view());
    List<FloatImage> channels = new ArrayList<>();
    channels.add(CommonOrientation.of(crops.pixels(image), pointsRight));
    if (!heatmaps.isEmpty()) {
      HeatmapRaster raster = heatmaps.get(index).raster();
      channels.add(raster.benign());
      channels.add(raster.malignant());
    }
    decoded.put(index, channels);
    return channels;
  }

  private int index(AugmentationWindow window) {
    for (int i = 0; i < exam.images().size(); i++) {
      SourceImage image = exam.images().get(i);
      if (image.view() == window.view() && image.index() == window.image()) {
        return i;
      }
    }
    throw new IllegalStateException("no image of " + window);
  }
}
