package org.mammobeam.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PredictionTest {
  @ParameterizedTest
  @CsvSource({
    "0.03125, 0.0312",
    "0.09375, 0.0938",
    "0.15625, 0.1562",
    "0.00005, 0.0000",
    "0.12345, 0.1235",
    "0.00015, 0.0002",
    "0, 0.0000",
    "1, 1.0000",
    "0.99996, 1.0000",
    "1e-30, 0.0000"
  })
  void decimalsAreThoseOfC(float value, String text) {
    assertEquals(text, PredictionText.decimal(value));
  }

  @Test
  void whatIsNoNumberIsNotWritten() {
    assertThrows(NumberFormatException.class, () -> PredictionText.decimal(Float.NaN));
  }

  @Test
  void roundsAreAveragedInOrderInSinglePrecision() {
    PredictionAverage average = new PredictionAverage();
    average.add(new float[] {1, 0, 0.1f, 0.7f}, new float[] {0, 0, 0.2f, 0.7f});
    average.add(new float[] {0.25f, 1, 0.3f, 0.7f}, new float[] {0.25f, 1, 0.3f, 0.7f});
    average.add(new float[] {0, 0, 0.1f, 0.7f}, new float[] {0, 0, 0.1f, 0.7f});
    float third = (((0.1f + 0.2f) / 2 + 0.3f) + 0.1f) / 3;
    float fourth = ((0.7f + 0.7f) + 0.7f) / 3;
    assertEquals(new Predictions(0.25f, 1 / 3f, third, fourth), average.mean());
  }

  @Test
  void probabilitiesArePresenceOfEachLabel() {
    float half = (float) Math.log(0.5);
    float[] logs = {-9, 0, half, half, -9, half, 0, -200};
    float[] probabilities = PredictionAverage.probabilities(logs);
    assertArrayEquals(new float[] {1, 0.5f, 0.5f, 0}, probabilities, 1e-7f);
  }

  @Test
  void wrongShapesAndNoRoundsAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> PredictionAverage.probabilities(new float[4]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PredictionAverage().add(new float[4], new float[8]));
    assertThrows(IllegalStateException.class, () -> new PredictionAverage().mean());
  }
}
