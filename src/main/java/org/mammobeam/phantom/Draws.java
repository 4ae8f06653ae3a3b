package org.mammobeam.phantom;

/**
 * Seeded random numbers by the SplitMix64 mixing function (Steele, Lea, Flood 2014): the n-th draw
 * depends on seed and n only, so streams can be forked and lattices hashed without a stored state.
 */
final class Draws {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double TO_UNIT = 0x1p-53;

  private long state;

  Draws(long seed) {
    state = mix(seed ^ GOLDEN_GAMMA);
  }

  /** A stream of its own; how much was drawn from this one makes no difference. */
  static Draws of(long seed, String... purpose) {
    long mixed = mix(seed);
    for (String part : purpose) {
      mixed = mix(mixed + GOLDEN_GAMMA * part.hashCode());
    }
    return new Draws(mixed);
  }

  /** Scatters the bits of a counter. */
  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  double uniform() {
    return (next() >>> 11) * TO_UNIT;
  }

  /** Uniform in [low, high). */
  double between(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** Uniform in 0 … bound - 1. */
  int below(int bound) {
    return (int) (uniform() * bound);
  }

  /** About normal with mean 0 and standard deviation 1: the sum of twelve uniform numbers. */
  double gaussian() {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += uniform();
    }
    return sum;
  }
}
