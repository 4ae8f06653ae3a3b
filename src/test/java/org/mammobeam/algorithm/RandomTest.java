package org.mammobeam.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Expected numbers were printed by CPython 3.11 and NumPy 1.24. */
final class RandomTest {
  @Test
  void samplesAreThoseOfPython() {
    PythonRandom random = new PythonRandom(0);
    assertArrayEquals(new int[] {6, 9, 0}, random.sample(10, 3));
    assertArrayEquals(new int[] {16, 32, 31, 25, 19}, random.sample(50, 5));
    assertArrayEquals(new int[] {30, 22, 37, 13, 32, 8}, random.sample(50, 6));
    assertArrayEquals(new int[] {}, random.sample(30, 0));
    assertArrayEquals(new int[] {36, 17, 96, 12, 79, 32, 68, 90, 77, 18}, random.sample(100, 10));
  }

  @Test
  void samplesAreThoseOfPythonWithAnotherSeedOnBothSidesOfThePoolsLimit() {
    PythonRandom random = new PythonRandom(12345);
    assertArrayEquals(new int[] {13, 0, 9, 11, 6}, random.sample(22, 5));
    assertArrayEquals(new int[] {8, 18, 13, 5, 11}, random.sample(21, 5));
    assertArrayEquals(
        new int[] {
          31, 110, 66, 143, 160, 44, 156, 141, 47, 90, 188, 187, 23, 135, 105, 149, 129, 42, 37, 52
        },
        random.sample(200, 20));
  }

  @Test
  void powersOfTwoNeedOneBitMoreThanTheirGreatestNumber() {
    PythonRandom random = new PythonRandom(0);
    assertArrayEquals(new int[] {12, 15, 6, 0, 4, 8, 7, 13}, random.sample(16, 8));
    assertArrayEquals(new int[] {38, 61, 45}, random.sample(64, 3));
  }

  @Test
  void drawsAreThoseOfNumpy() {
    NumpyRandom random = new NumpyRandom(0);
    assertEquals(0.0976270078546495, random.uniform());
    assertEquals(0.43037873274483895, random.uniform());
    assertEquals(0.20552675214328775, random.uniform());
    assertArrayEquals(new int[] {1, 1, 2, 0, 2, 0}, draw(random, 3, 6));
    assertEquals(0, random.below(1));
    assertArrayEquals(new int[] {0, 0, 0, 1}, draw(random, 2, 4));
    assertEquals(0.5834500761653292, random.uniform());
    assertArrayEquals(new int[] {4, 1, 3, 3, 4, 1}, draw(new NumpyRandom(7), 5, 6));
  }

  private static int[] draw(NumpyRandom random, int bound, int count) {
    int[] drawn = new int[count];
    for (int i = 0; i < count; i++) {
      drawn[i] = random.below(bound);
    }
    return drawn;
  }

  @Test
  void seedsThatTheLanguagesTreatOtherwiseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new PythonRandom(-1));
    assertThrows(IllegalArgumentException.class, () -> new NumpyRandom(-1));
  }

  @Test
  void drawsFromNothingAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new NumpyRandom(0).below(0));
    assertThrows(IllegalArgumentException.class, () -> new PythonRandom(0).sample(2, 3));
  }
}
