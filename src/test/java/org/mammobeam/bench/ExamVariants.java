package org.mammobeam.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.mammobeam.codec.GrayPng;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.image.GrayImage;
import org.mammobeam.model.weights.BundleContent;
import org.mammobeam.model.weights.BundleInstallation;

/**
 * Makes many exams of one that differ by a few grey levels, so that each has to be computed, and a
 * bundle of networks that take no time: {@code src/test/bench/memory.sh} runs them.
 */
public final class ExamVariants {
  private ExamVariants() {}

  /** Takes the exam's folder, the folder to write to and how many exams to make. */
  public static void main(String[] arguments) throws IOException, MalformedDataException {
    Path exam = Path.of(arguments[0]);
    Path target = Path.of(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    new BundleInstallation(target.resolve("models"), (bundle, in) -> {}, true)
        .install(BundleContent.quick(1));
    for (Path file : files(exam)) {
      boolean isImage = file.toString().endsWith(".png");
      GrayImage image = isImage ? read(file) : GrayImage.of(1, 1, 16, new short[1]);
      for (int variant = 0; variant < count; variant++) {
        Path folder = target.resolve("exams/variant-%03d".formatted(variant));
        Files.createDirectories(folder);
        Path copy = folder.resolve(file.getFileName());
        if (isImage) {
          write(brighter(image, variant), copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static GrayImage read(Path file) throws IOException, MalformedDataException {
    try (InputStream in = Files.newInputStream(file)) {
      return GrayPng.read(in);
    }
  }

  private static void write(GrayImage image, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      GrayPng.write(image, out);
    }
  }

  /** The background stays black. */
  private static GrayImage brighter(GrayImage image, int by) {
    int white = (1 << image.bitDepth()) - 1;
    short[] pixels = image.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      int value = Short.toUnsignedInt(pixels[i]);
      pixels[i] = (short) (value == 0 ? 0 : Math.min(white, value + by));
    }
    return GrayImage.of(image.height(), image.width(), image.bitDepth(), pixels);
  }
}
