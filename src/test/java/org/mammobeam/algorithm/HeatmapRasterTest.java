package org.mammobeam.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class HeatmapRasterTest {
  private static float[] literal(PatchGrid grid, float[] probabilities, int label) {
    float[] sums = new float[grid.height() * grid.width()];
    int[] counts = new int[sums.length];
    for (int patch = 0; patch < grid.size(); patch++) {
      int top = grid.top(patch % grid.rows());
      int left = grid.left(patch / grid.rows());
      for (int y = top; y < top + 256; y++) {
        for (int x = left; x < left + 256; x++) {
          sums[y * grid.width() + x] += probabilities[patch * 4 + label];
          counts[y * grid.width() + x]++;
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= counts[i];
    }
    return sums;
  }

  @Test
  void cellsAreWhatAddingPatchAfterPatchGives() {
    Random random = new Random(8);
    PatchGrid grid = PatchGrid.of(new int[] {70, 1, 69, 68, 70, 55}, new int[] {64, 63, 64, 64});
    float[] probabilities = new float[grid.size() * HeatmapRaster.CLASSES];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = random.nextFloat();
    }
    HeatmapRaster raster = HeatmapRaster.of(grid, probabilities);
    assertArrayEquals(literal(grid, probabilities, 0), raster.malignant().pixels());
    assertArrayEquals(literal(grid, probabilities, 1), raster.benign().pixels());
  }

  @Test
  void aWrongNumberOfProbabilitiesIsRefused() {
    PatchGrid grid = PatchGrid.of(new int[] {}, new int[] {});
    assertThrows(IllegalArgumentException.class, () -> HeatmapRaster.of(grid, new float[8]));
  }
}
