package org.mammobeam;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import javax.imageio.ImageIO;
import org.mammobeam.codec.GrayPng;
import org.mammobeam.exam.View;
import org.mammobeam.image.GrayImage;

/**
 * A small exam of drawn half discs, for tests that need exams to differ.
 *
 * @param height rows of every view
 * @param width columns of every view
 * @param lesion whether a bright disc is in the middle of every breast
 * @param full whether the breast fills the image
 */
public record SyntheticExam(int height, int width, boolean lesion, boolean full) {
  /** Longer ago than files are distrusted for. */
  public static final FileTime LONG_AGO = FileTime.fromMillis(1_500_000_000_000L);

  private static final int BREAST = 10_000;
  private static final int LESION = 60_000;

  /** A breast. */
  public static SyntheticExam plain() {
    return new SyntheticExam(420, 330, false, false);
  }

  /** A breast with a bright middle. */
  public static SyntheticExam withLesion() {
    return new SyntheticExam(420, 330, true, false);
  }

  /** Exactly one patch, cropped to itself. */
  public static SyntheticExam onePatch() {
    return new SyntheticExam(256, 256, false, true);
  }

  /** Writes the four views, and their list, as files that were left alone for long. */
  public void write(Path folder) {
    for (View view : View.values()) {
      write(pixels(view, 0), folder.resolve(fileName(view) + ".png"));
    }
    list(folder, "NO", "");
  }

  static String fileName(View view) {
    return view.label().replace('-', '_');
  }

  /** One more image of the left craniocaudal view, listed behind the first. */
  void writeSecondImage(Path folder) {
    write(pixels(View.L_CC, 1), folder.resolve("L_CC_2.png"));
    list(folder, "NO", ", \"L_CC_2\"");
  }

  static void list(Path folder, String flip, String moreLeft) {
    text(
        folder.resolve("exam.json"),
        "[{\"horizontal_flip\": \"%s\", \"L-CC\": [\"L_CC\"%s], \"R-CC\": [\"R_CC\"],"
                .formatted(flip, moreLeft)
            + " \"L-MLO\": [\"L_MLO\"], \"R-MLO\": [\"R_MLO\"]}]");
  }

  static void text(Path file, String text) {
    try {
      Files.writeString(file, text);
      Files.setLastModifiedTime(file, LONG_AGO);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Row-major samples of a view; the chest wall is where exams that are not mirrored have it. */
  private short[] pixels(View view, int index) {
    short[] pixels = new short[height * width];
    boolean wallLeft = view.label().startsWith("L");
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double fromWall = wallLeft ? x : width - 1 - x;
        double down = (y - height / 2.0) / (0.43 * height);
        double out = fromWall / (0.85 * width);
        int texture =
            (y * 31
                    + x * 17
                    + view.label().length() * 7
                    + (view.label().startsWith("L") ? 5 : 0)
                    + index * 3)
                % 64;
        boolean breast = full || down * down + out * out < 1;
        boolean bright =
            lesion && Math.hypot(y - height / 2.0, fromWall - 0.42 * width) < 0.2 * width;
        pixels[y * width + x] = (short) (bright ? LESION : breast ? BREAST + texture : 0);
      }
    }
    return pixels;
  }

  private void write(short[] pixels, Path file) {
    try {
      Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
      try (OutputStream out = Files.newOutputStream(file)) {
        GrayPng.write(GrayImage.of(height, width, 16, pixels), out);
      }
      Files.setLastModifiedTime(file, LONG_AGO);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets a sample of an image, or only writes the image again where there is none to set. */
  static void rewrite(Path file, List<Integer> rowColumnSample) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    if (!rowColumnSample.isEmpty()) {
      image
          .getRaster()
          .setSample(rowColumnSample.get(1), rowColumnSample.get(0), 0, rowColumnSample.get(2));
    }
    byte[] before = Files.readAllBytes(file);
    if (!ImageIO.write(image, "png", file.toFile())
        || java.util.Arrays.equals(before, Files.readAllBytes(file))) {
      throw new IOException("not written anew: " + file);
    }
  }
}
