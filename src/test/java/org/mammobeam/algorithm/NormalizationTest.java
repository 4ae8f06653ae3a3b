package org.mammobeam.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NormalizationTest {
  /** Sums by NumPy 1.24 of i * 2654435761 mod 2^32 / 2^32, in both precisions. */
  @ParameterizedTest
  @CsvSource({
    "1, 0x0.0p0, 0x0.0p0",
    "7, 0x1.7d468p+1, 0x1.7d467dc28p+1",
    "8, 0x1.a708a8p+1, 0x1.a708a7aep+1",
    "9, 0x1.0ff348p+2, 0x1.0ff34739p+2",
    "127, 0x1.f71e94p+5, 0x1.f71e92a788p+5",
    "128, 0x1.fb0acp+5, 0x1.fb0abd9ep+5",
    "129, 0x1.fbe8a6p+5, 0x1.fbe8a462p+5",
    "1000, 0x1.f3f9f4p+8, 0x1.f3f9f4d96cp+8",
    "8192, 0x1.fffd4cp+11, 0x1.fffd4c9ep+11"
  })
  void pairwiseSumsAreNumpys(int count, String single, String twofold) {
    double[] doubles = new double[count + 1];
    float[] floats = new float[count + 1];
    for (int i = 0; i < count; i++) {
      doubles[i + 1] = (i * 2654435761L % (1L << 32)) / 0x1p32;
      floats[i + 1] = (float) doubles[i + 1];
    }
    assertEquals(Float.parseFloat(single), PairwiseSum.of(floats, 1, count));
    assertEquals(Double.parseDouble(twofold), PairwiseSum.of(doubles, 1, count));
  }

  @Test
  void aConstantImageBecomesZeroInsteadOfNotANumber() {
    float[] values = new float[10_000];
    Arrays.fill(values, 3);
    new FloatNormalization(values, values.length).apply();
    assertArrayEquals(new float[10_000], values);
  }

  @Test
  void sumsTakenWhileFillingAreThoseTakenAfterwards() {
    float[] filled = new float[50_000];
    float[] whole = new float[50_000];
    FloatNormalization normalization = new FloatNormalization(filled, filled.length);
    for (int i = 0; i < filled.length; i++) {
      filled[i] = (float) Math.sqrt(i);
      whole[i] = filled[i];
      if (i % 1942 == 1941) {
        normalization.filledTo(i + 1);
      }
    }
    normalization.apply();
    new FloatNormalization(whole, whole.length).apply();
    assertArrayEquals(whole, filled);
  }

  @Test
  void valuesBehindThePlaneAreLeftAlone() {
    float[] values = {1, 3, 100};
    new FloatNormalization(values, 2).apply();
    assertArrayEquals(new float[] {-1, 1, 100}, values);
  }
}
