package org.mammobeam.stream;

import java.io.Serializable;
import java.util.SortedMap;

/**
 * How long exams took from their last file to their publication, in milliseconds, to the bounds of
 * buckets that grow by a quarter: what is told is never less than what was, and at most a quarter
 * more.
 *
 * @param exams that it is about
 * @param p50Millis that half of them took at most
 * @param p95Millis that 95 % of them took at most
 * @param greatestMillis that all of them took at most
 * @param buckets how many took at most so long, and longer than the bound before
 */
public record Latency(
    long exams, long p50Millis, long p95Millis, long greatestMillis, SortedMap<Long, Long> buckets)
    implements Serializable {
  /**
   * Of counts.
   *
   * @param buckets counts per bound in milliseconds
   */
  static Latency of(SortedMap<Long, Long> buckets) {
    return new Latency(
        buckets.values().stream().mapToLong(Long::longValue).sum(),
        LatencyBuckets.percentile(buckets, 50),
        LatencyBuckets.percentile(buckets, 95),
        LatencyBuckets.percentile(buckets, 100),
        buckets);
  }
}
