package org.mammobeam.stream;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;

/**
 * Latencies, counted in buckets that grow by a quarter.
 *
 * <p>Bucket i, from 0, holds those of at most 100 ms × 1.25<sup>i</sup>, rounded to milliseconds,
 * that no smaller bucket holds; the last of {@value #COUNT} buckets, of about 35 hours, holds all
 * longer ones too. A percentile is found by its nearest rank and told as its bucket's bound: never
 * less than it was, and at most a quarter more.
 */
final class LatencyBuckets {
  /** How many there are. */
  static final int COUNT = 64;

  private static final double FIRST_MILLIS = 100;
  private static final double GROWTH = 1.25;
  private static final long[] BOUNDS = bounds();

  private LatencyBuckets() {}

  private static long[] bounds() {
    long[] bounds = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      bounds[i] = Math.round(FIRST_MILLIS * StrictMath.pow(GROWTH, i));
    }
    return bounds;
  }

  /** The bucket of a latency; clocks that disagree make negative ones, which go to the first. */
  static int of(long millis) {
    int found = Arrays.binarySearch(BOUNDS, millis);
    return Math.min(found < 0 ? -found - 1 : found, COUNT - 1);
  }

  /** The longest latency of a bucket, in milliseconds. */
  static long bound(int bucket) {
    return BOUNDS[bucket];
  }

  /** Name of a bucket's counter, such as {@code up-to-12207-ms}. */
  static String counter(int bucket) {
    return "up-to-" + bound(bucket) + "-ms";
  }

  /**
   * The bound of the bucket that a percentile is in; 0 of none.
   *
   * @param counts of latencies per bound
   * @param percent above 0, to 100 for the greatest
   */
  static long percentile(SortedMap<Long, Long> counts, int percent) {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    long left = (all * percent + 99) / 100;
    for (Map.Entry<Long, Long> bucket : counts.entrySet()) {
      left -= bucket.getValue();
      if (left <= 0) {
        return bucket.getKey();
      }
    }
    return 0;
  }
}
