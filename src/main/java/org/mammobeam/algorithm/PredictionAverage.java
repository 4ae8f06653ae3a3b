package org.mammobeam.algorithm;

/**
 * Averages what the classifier says of an exam: over the two projections, then over the rounds of
 * augmentation, in single precision as the reference does.
 */
public final class PredictionAverage {
  private static final int LABELS = 4;

  private final float[] sums = new float[LABELS];
  private int rounds;

  /**
   * Probabilities out of the classifier's log-probabilities.
   *
   * @param logProbabilities (4, 2): left benign, right benign, left malignant, right malignant,
   *     each absent and present
   * @return 4 probabilities of presence
   */
  public static float[] probabilities(float[] logProbabilities) {
    if (logProbabilities.length != 2 * LABELS) {
      throw new IllegalArgumentException(logProbabilities.length + " values instead of (4, 2)");
    }
    float[] probabilities = new float[LABELS];
    for (int label = 0; label < LABELS; label++) {
      probabilities[label] = (float) Math.exp(logProbabilities[2 * label + 1]);
    }
    return probabilities;
  }

  /** Adds a round: four probabilities each from the CC and the MLO views. Rounds are ordered. */
  public void add(float[] cc, float[] mlo) {
    if (cc.length != LABELS || mlo.length != LABELS) {
      throw new IllegalArgumentException(cc.length + " and " + mlo.length + " values, not 4");
    }
    for (int label = 0; label < LABELS; label++) {
      sums[label] += (cc[label] + mlo[label]) / 2;
    }
    rounds++;
  }

  /** The mean over the rounds added so far. */
  public Predictions mean() {
    if (rounds == 0) {
      throw new IllegalStateException("no round was added");
    }
    return new Predictions(sums[0] / rounds, sums[1] / rounds, sums[2] / rounds, sums[3] / rounds);
  }
}
