package org.mammobeam.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mammobeam.image.FloatImage;

final class HeatmapHdf5Test {
  private static final long LIMIT = 1_000_000;

  @ParameterizedTest
  @CsvSource({"1,1", "1,700", "700,1", "256,32", "257,33", "300,420"})
  void aHeatmapComesBackAsItWas(int height, int width) throws Exception {
    for (FloatImage image : new FloatImage[] {smooth(height, width), noise(height, width)}) {
      FloatImage back = read(hdf5(image));
      assertEquals(height, back.height());
      assertEquals(width, back.width());
      assertArrayEquals(image.pixels(), back.pixels());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"heatmap-lzf.hdf5", "heatmap-plain.hdf5"})
  void heatmapsOfH5pyAreRead(String name) throws Exception {
    try (InputStream in = ExamListsTest.resource(name)) {
      FloatImage image = HeatmapHdf5.read(in, LIMIT);
      assertEquals(70, image.height());
      assertEquals(50, image.width());
      assertEquals(1 / 3f, image.pixels()[3 * 50 + 2]);
      assertEquals(1f, image.pixels()[10 * 50 + 32]);
      assertEquals(0f, image.pixels()[10 * 50 + 33]);
    }
  }

  @Test
  void heatmapsShrink() throws Exception {
    assertTrue(hdf5(smooth(1000, 1000)).length < 1000 * 1000);
  }

  @Test
  void otherFilesAreRefused() throws Exception {
    assertRefused("damaged", new byte[0]);
    assertRefused("damaged", "heatmap".getBytes(StandardCharsets.UTF_8));
    try (InputStream in = ExamListsTest.resource("heatmap-gzip.hdf5")) {
      assertRefused("not compressed by LZF", in.readAllBytes());
    }
  }

  @Test
  void otherDataSetsAreRefused(@TempDir Path folder) throws Exception {
    assertRefused("32 bit floats", with(folder, "image", new double[2][2]));
    assertRefused("32 bit floats", with(folder, "image", new int[2][2]));
    assertRefused("no image", with(folder, "image", new float[4]));
    assertRefused("no image", with(folder, "image", new float[2][2][2]));
    assertRefused("damaged", with(folder, "other", new float[2][2]));
  }

  @Test
  void theCallerSetsTheLimitOfPixels() throws Exception {
    byte[] file = hdf5(smooth(100, 100));
    Refusals.assertRefused(
        "at most 9999 pixels", () -> HeatmapHdf5.read(new ByteArrayInputStream(file), 9999));
  }

  @Test
  void truncationsAreRefused() throws Exception {
    byte[] file = hdf5(smooth(300, 100));
    for (int length = 0; length < file.length; length += 97) {
      assertRefused("", Arrays.copyOf(file, length));
    }
  }

  static FloatImage smooth(int height, int width) {
    float[] pixels = new float[height * width];
    for (int i = 0; i < pixels.length; i++) {
      int steps = i % width / 70 + i / width / 70;
      pixels[i] = steps / 7f;
    }
    return FloatImage.of(height, width, pixels);
  }

  static byte[] hdf5(FloatImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HeatmapHdf5.write(image, out);
    return out.toByteArray();
  }

  private static FloatImage noise(int height, int width) {
    Random random = new Random(height);
    float[] pixels = new float[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    return FloatImage.of(height, width, pixels);
  }

  private static byte[] with(Path folder, String name, Object data) throws IOException {
    Path file = folder.resolve("file.hdf5");
    Files.deleteIfExists(file);
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putDataset(name, data);
    }
    return Files.readAllBytes(file);
  }

  private static FloatImage read(byte[] file) throws IOException, MalformedDataException {
    return HeatmapHdf5.read(new ByteArrayInputStream(file), LIMIT);
  }

  private static void assertRefused(String reason, byte[] file) {
    Refusals.assertRefused(reason, () -> read(file));
  }
}
