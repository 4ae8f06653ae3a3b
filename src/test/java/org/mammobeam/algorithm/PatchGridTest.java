package org.mammobeam.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mammobeam.exam.UnprocessableExamException;

final class PatchGridTest {
  private static PatchGrid draw(int height, int width) throws UnprocessableExamException {
    return PatchGrid.draw(height, width, new PythonRandom(PatchGrid.REFERENCE_SEED));
  }

  @Test
  void anImageOfThePatchsSizeHasOnePatch() throws Exception {
    PatchGrid grid = draw(256, 256);
    assertEquals(1, grid.size());
    assertArrayEquals(new int[] {}, grid.rowStrides());
  }

  @Test
  void wholeStridesDrawNothing() throws Exception {
    PatchGrid grid = draw(256 + 140, 257);
    assertArrayEquals(new int[] {70, 70}, grid.rowStrides());
    assertArrayEquals(new int[] {1}, grid.columnStrides());
  }

  @Test
  void patchesCoverImagesOfAnySizeToTheLastPixel() throws Exception {
    PythonRandom random = new PythonRandom(3);
    for (int size = 256; size < 1199; size++) {
      PatchGrid grid = PatchGrid.draw(size, 1455 - size, random);
      assertEquals(size, grid.height());
      assertEquals(1455 - size, grid.width());
      assertTrue(Arrays.stream(grid.rowStrides()).allMatch(stride -> stride <= 70));
      PatchGrid again = PatchGrid.of(grid.rowStrides(), grid.columnStrides());
      assertArrayEquals(grid.rowStrides(), again.rowStrides());
      assertEquals(grid.size(), again.size());
    }
  }

  @Test
  void imagesSmallerThanAPatchAreRefusedByTheirSize() {
    for (int[] size : new int[][] {{255, 900}, {900, 255}, {100, 100}}) {
      UnprocessableExamException refusal =
          assertThrows(UnprocessableExamException.class, () -> draw(size[0], size[1]));
      assertEquals(
          "cropped image is "
              + size[0]
              + " x "
              + size[1]
              + " pixels, smaller than a patch of 256 x 256",
          refusal.getMessage());
    }
  }

  @Test
  void stridesWithGapsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> PatchGrid.of(new int[] {257}, new int[] {}));
    assertThrows(IllegalArgumentException.class, () -> PatchGrid.of(new int[] {0}, new int[] {}));
  }
}
