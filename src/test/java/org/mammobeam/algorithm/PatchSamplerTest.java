package org.mammobeam.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mammobeam.image.GrayImage;

final class PatchSamplerTest {
  private static final PatchGrid GRID = PatchGrid.of(new int[] {44}, new int[] {60, 40});

  private static GrayImage crop() {
    return GrayImage.of(300, 356, 16, new short[300 * 356]);
  }

  @Test
  void patchesAreOrderedByColumnsAndThenByRows() {
    GrayImage crop = crop();
    for (int i = 0; i < crop.pixels().length; i++) {
      crop.pixels()[i] = (short) (i % 65521);
    }
    float[] patches = new float[6 * PatchSampler.PATCH_LENGTH];
    float[] mirrored = new float[6 * PatchSampler.PATCH_LENGTH];
    new PatchSampler(crop, true, GRID).copy(0, 6, patches, 0);
    new PatchSampler(crop.mirrored(), false, GRID).copy(0, 6, mirrored, 0);
    float[] third = new float[PatchSampler.PATCH_LENGTH + 3];
    new PatchSampler(crop, true, GRID).copy(3, 1, third, 3);

    // Sums in double precision differ by the order of the pixels only in bits that floats drop.
    assertEquals(-1, Arrays.mismatch(patches, mirrored));
    int stride = PatchSampler.PATCH_LENGTH;
    // Patch 3 is the lower one (row 44) of the second column (column 60).
    assertEquals(patches[44 * 256 + 60], patches[3 * stride]);
    assertEquals(-1, Arrays.mismatch(third, 3, stride + 3, patches, 3 * stride, 4 * stride));
  }

  @Test
  void aConstantCropIsAllZeroAndUniform() {
    GrayImage crop = crop();
    Arrays.fill(crop.pixels(), (short) 4711);
    PatchSampler sampler = new PatchSampler(crop, true, GRID);
    assertTrue(sampler.isUniform(5));
    assertEquals(0f, sampler.firstPixel(5));
  }

  @Test
  void onePixelMakesThePatchesThatHoldItNotUniform() {
    GrayImage crop = crop();
    crop.pixels()[299 * 356 + 355] = 1;
    PatchSampler sampler = new PatchSampler(crop, true, GRID);
    assertTrue(sampler.isUniform(0));
    assertTrue(sampler.isUniform(4));
    assertFalse(sampler.isUniform(5));
    PatchSampler mirrored = new PatchSampler(crop, false, GRID);
    assertFalse(mirrored.isUniform(1));
    assertTrue(mirrored.isUniform(5));
  }

  @Test
  void aGridOfAnotherSizeIsRefused() {
    PatchGrid other = PatchGrid.of(new int[] {}, new int[] {});
    assertThrows(IllegalArgumentException.class, () -> new PatchSampler(crop(), true, other));
  }
}
