package org.mammobeam.algorithm;

import org.apache.commons.math3.random.MersenneTwister;

/** NumPy's {@code RandomState(seed)}, bit for bit, as far as the augmentation needs it. */
public final class NumpyRandom {
  private static final double TWO_POW_26 = 0x1p26;
  private static final double TWO_POW_53 = 0x1p53;

  private final MersenneTwister twister;

  /**
   * Starts the stream of {@code RandomState(seed)}.
   *
   * @param seed not negative (the generator's library would seed otherwise than NumPy above 2^31)
   */
  public NumpyRandom(int seed) {
    if (seed < 0) {
      throw new IllegalArgumentException("a seed is not negative: " + seed);
    }
    this.twister = new MersenneTwister(seed);
  }

  /** {@code uniform(-1, 1)}. */
  public double uniform() {
    int high = twister.nextInt() >>> 5;
    int low = twister.nextInt() >>> 6;
    return -1 + 2 * ((high * TWO_POW_26 + low) / TWO_POW_53);
  }

  /** {@code randint(0, bound)}: a number in [0, bound); a bound of 1 draws nothing. */
  public int below(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("nothing lies in [0, " + bound + ")");
    }
    int greatest = bound - 1;
    if (greatest == 0) {
      return 0;
    }
    int mask = -1 >>> Integer.numberOfLeadingZeros(greatest);
    int drawn = twister.nextInt() & mask;
    while (drawn > greatest) {
      drawn = twister.nextInt() & mask;
    }
    return drawn;
  }
}
