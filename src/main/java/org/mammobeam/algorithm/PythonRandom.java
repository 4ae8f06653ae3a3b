package org.mammobeam.algorithm;

import org.apache.commons.math3.random.MersenneTwister;

/**
 * CPython 3's {@code random.Random(seed)}, bit for bit, as far as {@code sample(range(n), k)} needs
 * it.
 */
public final class PythonRandom {
  private final MersenneTwister twister;

  /**
   * Starts the stream of {@code random.seed(seed)}.
   *
   * @param seed not negative: Python seeds with the absolute value, which would hide a difference
   */
  public PythonRandom(int seed) {
    if (seed < 0) {
      throw new IllegalArgumentException("a seed is not negative: " + seed);
    }
    this.twister = new MersenneTwister(new int[] {seed});
  }

  /** {@code getrandbits(bits)} for 1 to 31 bits. */
  private int bits(int bits) {
    return twister.nextInt() >>> (32 - bits);
  }

  /** A number in [0, bound), as {@code Random._randbelow} draws it. */
  private int below(int bound) {
    // The bit length is that of the bound itself, not of bound - 1.
    int bits = 32 - Integer.numberOfLeadingZeros(bound);
    int drawn = bits(bits);
    while (drawn >= bound) {
      drawn = bits(bits);
    }
    return drawn;
  }

  /**
   * {@code sample(range(population), count)}: distinct numbers in the order of drawing.
   *
   * @throws IllegalArgumentException where count is negative or above the population
   */
  public int[] sample(int population, int count) {
    if (count < 0 || count > population) {
      throw new IllegalArgumentException("cannot draw " + count + " of " + population);
    }
    return population <= poolLimit(count)
        ? sampleFromPool(population, count)
        : sampleByRejection(population, count);
  }

  /** Up to this population CPython draws from a shrinking pool: 21 + 4^ceil(log4(3 count)). */
  private static long poolLimit(int count) {
    long limit = 21;
    if (count > 5) {
      long power = 1;
      while (power < 3L * count) {
        power *= 4;
      }
      limit += power;
    }
    return limit;
  }

  private int[] sampleFromPool(int population, int count) {
    int[] pool = new int[population];
    for (int i = 0; i < population; i++) {
      pool[i] = i;
    }
    int[] sample = new int[count];
    for (int i = 0; i < count; i++) {
      int drawn = below(population - i);
      sample[i] = pool[drawn];
      pool[drawn] = pool[population - i - 1];
    }
    return sample;
  }

  private int[] sampleByRejection(int population, int count) {
    boolean[] selected = new boolean[population];
    int[] sample = new int[count];
    for (int i = 0; i < count; i++) {
      int drawn = below(population);
      while (selected[drawn]) {
        drawn = below(population);
      }
      selected[drawn] = true;
      sample[i] = drawn;
    }
    return sample;
  }
}
