package org.mammobeam.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.mammobeam.algorithm.BreastCenter;
import org.mammobeam.algorithm.BreastCrop;
import org.mammobeam.algorithm.BreastCropper;
import org.mammobeam.codec.GrayPng;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.PixelPosition;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.exam.View;
import org.mammobeam.image.GrayImage;

/**
 * CPU seconds for cropping and centring the four views of an exam folder, decoding left out: those
 * of all threads of the process, compiler and collector included, for the first time in a new
 * process and for each time after. {@code src/test/bench/crop_ratio.sh} holds it against SciPy.
 */
public final class CropCpuSeconds {
  private CropCpuSeconds() {}

  /** Takes the exam's folder and how often to repeat. */
  public static void main(String[] arguments)
      throws IOException, MalformedDataException, UnprocessableExamException {
    Map<View, GrayImage> images = new EnumMap<>(View.class);
    for (View view : View.values()) {
      Path file = Path.of(arguments[0], view.label().replace('-', '_') + ".png");
      try (InputStream in = Files.newInputStream(file)) {
        images.put(view, GrayPng.read(in));
      }
    }
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      double before = cpuSeconds();
      StringBuilder centers = new StringBuilder();
      for (Map.Entry<View, GrayImage> entry : images.entrySet()) {
        centers.append(' ').append(center(entry.getKey(), entry.getValue()));
      }
      System.out.printf("%.3f%s%n", cpuSeconds() - before, i == 0 ? centers : "");
    }
  }

  private static PixelPosition center(View view, GrayImage image)
      throws UnprocessableExamException {
    boolean pointsRight = HorizontalFlip.NO.pointsRight(view);
    BreastCrop crop = BreastCropper.REFERENCE.crop(image, pointsRight);
    return BreastCenter.find(crop.pixels(), pointsRight, view.projection(), crop.outline());
  }

  private static double cpuSeconds() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }
}
