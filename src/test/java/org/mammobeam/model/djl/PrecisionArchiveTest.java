package org.mammobeam.model.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mammobeam.model.Precision;

final class PrecisionArchiveTest {
  @ParameterizedTest
  @CsvSource({
    "1, 3f80",
    "-2, c000",
    "1.00390625, 3f80",
    "1.01171875, 3f82",
    "1.004, 3f81",
    "3.4028235e38, 7f80",
    "Infinity, 7f80",
    "-Infinity, ff80",
    "-0.0, 8000",
    "NaN, 7fc0"
  })
  void bfloat16RoundsToTheNearestAndTiesToEven(float value, String bits) {
    assertEquals(bits, "%04x".formatted(PrecisionArchive.toBfloat16(value)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3c00",
    "-2, c000",
    "1.0004883, 3c00",
    "1.0014648, 3c02",
    "1.0004884, 3c01",
    "65504, 7bff",
    "1e6, 7bff",
    "-1e6, fbff",
    "Infinity, 7c00",
    "-Infinity, fc00",
    "6.1035156e-5, 0400",
    "5.9604645e-8, 0001",
    "2.9802322e-8, 0000",
    "8.9406967e-8, 0002",
    "-0.0, 8000",
    "NaN, 7e00"
  })
  void halfRoundsToTheNearestAndKeepsFiniteValuesFinite(float value, String bits) {
    assertEquals(bits, "%04x".formatted(PrecisionArchive.toHalf(value)));
  }

  @Test
  void float32IsTheArchiveItself() throws IOException {
    byte[] archive = {1, 2, 3};
    assertSame(archive, PrecisionArchive.of(archive, Precision.FLOAT32));
  }
}
