package org.mammobeam.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mammobeam.image.GrayImage;

final class FingerprinterTest {
  private record Settings(int rounds, String name) {}

  private record Renamed(int times, String name) {}

  private enum Color {
    RED,
    GREEN
  }

  private static Fingerprint of(Object... values) {
    Fingerprinter fingerprinter = new Fingerprinter();
    for (Object value : values) {
      fingerprinter.add(value);
    }
    return fingerprinter.finish();
  }

  @Test
  void equalValuesGiveEqualFingerprints() {
    assertEquals(
        of("crop", 1, new Settings(2, "a"), List.of(Color.RED)),
        of("crop", 1, new Settings(2, "a"), List.of(Color.RED)));
  }

  @Test
  void whereOneValueEndsAndTheNextBeginsMatters() {
    assertNotEquals(of("ab", "c"), of("a", "bc"));
    assertNotEquals(of(List.of("a"), "b"), of(List.of("a", "b")));
    assertNotEquals(of(12, 3), of(1, 23));
  }

  @Test
  void valuesOfDifferentTypesDiffer() {
    assertNotEquals(of("1"), of(1));
    assertNotEquals(of("RED"), of(Color.RED));
    assertNotEquals(of(true), of("true"));
  }

  @Test
  void everyComponentOfARecordCountsWithItsName() {
    assertNotEquals(of(new Settings(1, "a")), of(new Settings(2, "a")));
    assertNotEquals(of(new Settings(1, "a")), of(new Renamed(1, "a")));
  }

  @Test
  void imagesDifferByShapeAndPixelsAndNotByBitDepth() {
    short[] pixels = {1, 2, 3, 4, 5, 6};
    Fingerprint image = new Fingerprinter().add(GrayImage.of(2, 3, 16, pixels)).finish();
    assertEquals(image, new Fingerprinter().add(GrayImage.of(2, 3, 8, pixels)).finish());
    assertNotEquals(image, new Fingerprinter().add(GrayImage.of(3, 2, 16, pixels)).finish());
    short[] other = {1, 2, 3, 4, 5, 7};
    assertNotEquals(image, new Fingerprinter().add(GrayImage.of(2, 3, 16, other)).finish());
  }

  @Test
  void longArraysCountToTheirLastElement() {
    float[] one = new float[100_001];
    float[] other = new float[100_001];
    other[100_000] = 1;
    assertNotEquals(new Fingerprinter().add(one).finish(), new Fingerprinter().add(other).finish());
  }

  @Test
  void staysTheSameFromReleaseToRelease() {
    assertEquals(
        "f4e9ae89c659abf1cd13e21aea62d77e006ec46c4a5016d56f7fa09371ff2a7b",
        of("crop", 1, true, Color.GREEN, List.of("a", 2), new Settings(3, "ä")).hex());
  }

  @Test
  void refusesWhatHasNoCanonicalBytes() {
    assertThrows(IllegalArgumentException.class, () -> of(new Object()));
    assertThrows(IllegalArgumentException.class, () -> of(1.5));
  }
}
