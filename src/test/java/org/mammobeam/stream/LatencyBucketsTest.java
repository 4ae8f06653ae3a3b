package org.mammobeam.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LatencyBucketsTest {
  @ParameterizedTest
  @CsvSource({
    "-5000, 0",
    "0, 0",
    "100, 0",
    "101, 1",
    "125, 1",
    "126, 2",
    "156, 2",
    "157, 3",
    "127447353, 63",
    "9000000000, 63"
  })
  void aBucketHoldsWhatIsWithinItsBoundAndNoSmallerOne(long millis, int bucket) {
    assertEquals(bucket, LatencyBuckets.of(millis));
  }

  @Test
  void boundsGrowByAQuarter() {
    for (int i = 1; i < LatencyBuckets.COUNT; i++) {
      double growth = (double) LatencyBuckets.bound(i) / LatencyBuckets.bound(i - 1);
      assertEquals(1.25, growth, 0.01);
      assertEquals(i, LatencyBuckets.of(LatencyBuckets.bound(i)));
    }
    assertEquals("up-to-8674-ms", LatencyBuckets.counter(20));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 19, 20, 21, 100, 1000})
  void percentilesAreTheNearestRanksBounds(int exams) {
    Random random = new Random(exams);
    List<Long> millis = new ArrayList<>();
    TreeMap<Long, Long> counts = new TreeMap<>();
    for (int i = 0; i < exams; i++) {
      long latency = 100 + (long) Math.exp(random.nextDouble() * 14);
      millis.add(latency);
      counts.merge(LatencyBuckets.bound(LatencyBuckets.of(latency)), 1L, Long::sum);
    }
    Collections.sort(millis);
    Latency latency = Latency.of(counts);
    assertEquals(exams, latency.exams());
    check(millis, 0.50, latency.p50Millis());
    check(millis, 0.95, latency.p95Millis());
    check(millis, 1.00, latency.greatestMillis());
  }

  private static void check(List<Long> sorted, double share, long told) {
    long was = sorted.get((int) Math.ceil(sorted.size() * share - 1e-9) - 1);
    assertTrue(told >= was && told <= was * 1.26, was + " told as " + told);
    assertEquals(LatencyBuckets.bound(LatencyBuckets.of(was)), told);
  }

  @Test
  void nothingHasNoPercentile() {
    Latency none = Latency.of(new TreeMap<>());
    assertEquals(0, none.exams());
    assertEquals(0, none.p95Millis());
  }
}
