package org.mammobeam.algorithm;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Predictions as the reference writes them: CSV with four decimals. */
public final class PredictionText {
  /** The first line of a file of predictions, without its line feed. */
  public static final String HEADER = "left_benign,right_benign,left_malignant,right_malignant";

  private PredictionText() {}

  /** The line of one exam, without its line feed. */
  public static String line(Predictions predictions) {
    return String.join(
        ",",
        decimal(predictions.leftBenign()),
        decimal(predictions.rightBenign()),
        decimal(predictions.leftMalignant()),
        decimal(predictions.rightMalignant()));
  }

  /**
   * What C prints for {@code %.4f}: the exact binary value rounded to four decimals, ties to even.
   * {@link String#format} rounds the shortest decimal that names the value, half up.
   *
   * @throws NumberFormatException where the value is not finite
   */
  public static String decimal(float value) {
    return new BigDecimal(value).setScale(4, RoundingMode.HALF_EVEN).toPlainString();
  }
}
