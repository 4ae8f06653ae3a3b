package org.mammobeam.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.mammobeam.algorithm.AugmentationWindow;
import org.mammobeam.algorithm.AugmentationWindows;
import org.mammobeam.algorithm.BreastCenter;
import org.mammobeam.algorithm.BreastCrop;
import org.mammobeam.algorithm.BreastCropper;
import org.mammobeam.algorithm.CenteredImage;
import org.mammobeam.algorithm.CommonOrientation;
import org.mammobeam.algorithm.HeatmapRaster;
import org.mammobeam.algorithm.PatchGrid;
import org.mammobeam.algorithm.PythonRandom;
import org.mammobeam.codec.GrayPng;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.PixelPosition;
import org.mammobeam.exam.Projection;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.exam.View;
import org.mammobeam.image.FloatImage;
import org.mammobeam.image.GrayImage;

/** A right CC view with all that is computed on the way to the classifier. */
final class Sample {
  private final byte[] png;
  private final GrayImage image;
  private final BreastCrop crop;
  private final PatchGrid grid;
  private final float[] probabilities;
  private final List<FloatImage> channels;
  private final AugmentationWindow window;

  Sample() throws IOException, MalformedDataException, UnprocessableExamException {
    png = read();
    image = GrayPng.read(new ByteArrayInputStream(png));
    crop = BreastCropper.REFERENCE.crop(image, false);
    GrayImage pixels = crop.pixels();
    grid = PatchGrid.draw(pixels.height(), pixels.width(), new PythonRandom(0));
    probabilities = new float[grid.size() * HeatmapRaster.CLASSES];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = (i * 7919 % 1000) / 1000f;
    }
    HeatmapRaster raster = HeatmapRaster.of(grid, probabilities);
    channels = List.of(CommonOrientation.of(pixels, false), raster.benign(), raster.malignant());
    PixelPosition center = BreastCenter.find(pixels, false, Projection.CC, crop.outline());
    Map<View, List<CenteredImage>> views = new EnumMap<>(View.class);
    Arrays.stream(View.values())
        .forEach(
            view ->
                views.put(
                    view, List.of(new CenteredImage(pixels.height(), pixels.width(), center))));
    window =
        AugmentationWindows.REFERENCE.draw(views).stream()
            .filter(drawn -> drawn.view() == View.R_CC)
            .findFirst()
            .orElseThrow();
  }

  private static byte[] read() throws IOException {
    String folder = System.getProperty("mammobeam.golden", "");
    if (!folder.isEmpty()) {
      return Files.readAllBytes(Path.of(folder, "breast_exams", "nyu2mix", "R_CC.png"));
    }
    String resource = "/golden/breast_exams/syn_wide/R_CC.png";
    try (InputStream in = Sample.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no " + resource);
      }
      return in.readAllBytes();
    }
  }

  byte[] png() {
    return png;
  }

  GrayImage image() {
    return image;
  }

  BreastCrop crop() {
    return crop;
  }

  PatchGrid grid() {
    return grid;
  }

  float[] probabilities() {
    return probabilities;
  }

  /** Image, benign and malignant heatmap. */
  List<FloatImage> channels() {
    return channels;
  }

  AugmentationWindow window() {
    return window;
  }
}
