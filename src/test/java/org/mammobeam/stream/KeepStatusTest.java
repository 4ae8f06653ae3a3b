package org.mammobeam.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.beam.Folder;
import org.mammobeam.stream.StreamEvent.Kind;

/** The status that comes of events. */
final class KeepStatusTest {
  private static final long NOW = System.currentTimeMillis();
  private static final StreamStart START =
      new StreamStart("000001-00c0ffee", NOW - 10_000, "mammobeam 0.1.0");

  @TempDir Path folder;

  private static StreamEvent event(Kind kind, String exam, long millis) {
    return new StreamEvent(kind, exam, millis, "");
  }

  private static StreamEvent failed(Kind kind, String exam, long millis) {
    return new StreamEvent(kind, exam, millis, "crop: L-CC is no PNG file");
  }

  private static StreamEvent waiting(String exam, long millis, String what) {
    return new StreamEvent(Kind.WAITING, exam, millis, what);
  }

  private PipelineResult run(Duration time, List<StreamEvent> events) {
    TestStream.Builder<StreamEvent> stream =
        TestStream.create(SerializableCoder.of(StreamEvent.class));
    for (StreamEvent event : events) {
      stream = stream.addElements(event);
    }
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    pipeline
        .apply(stream.advanceProcessingTime(time).advanceWatermarkToInfinity())
        .apply(KeepStatus.in(new Folder(folder.toString()), START));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    return result;
  }

  private StreamStatus status(StreamEvent... events) throws IOException {
    run(Duration.standardSeconds(3), List.of(events));
    return read().orElseThrow();
  }

  private Optional<StreamStatus> read() throws IOException {
    return StreamStatus.read(new Folder(folder.toString()));
  }

  @Test
  void aStreamsLifeIsTold() throws IOException {
    StreamStatus status =
        status(
            StreamEvent.of(Kind.EDITION, NOW - 9_000, "1 demo"),
            StreamEvent.of(Kind.REFUSED, NOW - 9_000, ""),
            waiting("b", NOW - 8_000, "no image of [L-MLO, R-CC]"),
            event(Kind.QUEUED, "a", NOW - 8_000),
            waiting("b", NOW - 8_000, "no image of [L-MLO]"),
            waiting("w", NOW - 8_500, "no image of [R-CC]"),
            event(Kind.PUBLISHED, "a", NOW - 5_000),
            event(Kind.QUEUED, "c", NOW - 6_000),
            failed(Kind.PUBLISHED, "c", NOW - 5_000),
            event(Kind.QUEUED, "d", NOW - 3_000),
            event(Kind.QUEUED, "a", NOW - 3_000),
            event(Kind.REPLACED, "a", NOW - 2_000),
            event(Kind.QUEUED, "e", NOW - 2_000),
            event(Kind.SAME, "e", NOW - 2_000),
            event(Kind.QUEUED, "f", NOW - 2_000),
            event(Kind.LEFT, "f", NOW - 2_000),
            StreamEvent.of(Kind.SNAPSHOT, NOW - 1_000, "000002-00000001"),
            StreamEvent.of(Kind.REFUSED, NOW - 900, "bundle.json: digest of patch.pt differs"),
            StreamEvent.of(Kind.SNAPSHOT, NOW - 900, "000002-00000001"));
    assertEquals(StreamStatus.RUNNING, status.state());
    assertEquals(START, status.start());
    assertEquals(2, status.published());
    assertEquals(1, status.replaced());
    assertEquals(1, status.same());
    assertEquals(1, status.inWork(), "d");
    assertEquals(2, status.waiting());
    assertEquals(
        List.of(
            new ExamNote("w", "no image of [R-CC]", NOW - 8_500),
            new ExamNote("b", "no image of [L-MLO]", NOW - 8_000)),
        status.waitingExams(),
        "longest first");
    assertEquals(
        List.of(new ExamNote("c", "crop: L-CC is no PNG file", NOW - 5_000)), status.failedExams());
    assertEquals(1, status.failures());
    assertEquals(new Told("1 demo", NOW - 9_000), status.edition());
    assertEquals(new Told("bundle.json: digest of patch.pt differs", NOW - 900), status.refusal());
    assertEquals(
        new Told("000002-00000001", NOW - 1_000), status.snapshot(), "when it was first told");
    assertEquals(3, status.latency().exams(), "3 s, 1 s and 1 s");
    assertEquals(LatencyBuckets.bound(LatencyBuckets.of(1_000)), status.latency().p50Millis());
    assertEquals(LatencyBuckets.bound(LatencyBuckets.of(3_000)), status.latency().greatestMillis());
    assertEquals(status.latency(), status.lastHour());
    assertTrue(Files.readString(folder.resolve("status/index.html")).contains("<b>3</b>"));
  }

  @Test
  void eventsOfAnExamMayComeInAnyOrder() throws IOException {
    StreamStatus status =
        status(
            event(Kind.PUBLISHED, "a", NOW - 1_000),
            event(Kind.QUEUED, "a", NOW - 5_000),
            event(Kind.LEFT, "b", NOW - 4_000),
            event(Kind.READY, "b", NOW - 4_500),
            event(Kind.PUBLISHED, "b", NOW - 1_000),
            event(Kind.QUEUED, "b", NOW - 5_000),
            waiting("b", NOW - 6_000, "no image of [L-CC]"),
            event(Kind.QUEUED, "b", NOW - 3_000),
            failed(Kind.REPLACED, "c", NOW - 1_000),
            event(Kind.PUBLISHED, "c", NOW - 2_000));
    assertEquals(0, status.inWork());
    assertEquals(0, status.waiting());
    assertEquals(List.of(), status.waitingExams());
    assertEquals(1, status.failures(), "the newest result of c");
    assertEquals(2, status.latency().exams());
    assertEquals(
        Map.of(
            LatencyBuckets.bound(LatencyBuckets.of(4_000)), 1L,
            LatencyBuckets.bound(LatencyBuckets.of(2_000)), 1L),
        status.latency().buckets());
  }

  @Test
  void aSecondWaitingAndALateCompletionCount() throws IOException {
    StreamStatus status =
        status(
            waiting("a", NOW - 9_000, "no image of [L-CC]"),
            event(Kind.READY, "a", NOW - 8_000),
            event(Kind.QUEUED, "a", NOW - 8_000),
            failed(Kind.PUBLISHED, "a", NOW - 7_000),
            event(Kind.QUEUED, "a", NOW - 6_000),
            event(Kind.REPLACED, "a", NOW - 5_000),
            waiting("a", NOW - 4_000, "no image of [R-CC]"));
    assertEquals(0, status.failures());
    assertEquals(
        List.of(new ExamNote("a", "no image of [R-CC]", NOW - 4_000)), status.waitingExams());
    assertEquals(1, status.waiting());
  }

  @Test
  void latenciesOfLongAgoAreNotOfTheLastHour() throws IOException {
    StreamStatus status =
        status(
            event(Kind.QUEUED, "a", NOW - 7_300_000),
            event(Kind.PUBLISHED, "a", NOW - 7_200_000),
            event(Kind.QUEUED, "b", NOW - 1_800_500),
            event(Kind.PUBLISHED, "b", NOW - 1_800_000));
    assertEquals(2, status.latency().exams());
    assertEquals(1, status.lastHour().exams());
    assertEquals(LatencyBuckets.bound(LatencyBuckets.of(500)), status.lastHour().p95Millis());
  }

  @Test
  void filesAreWrittenWhenEventsHaveSettledAndNotForEach() throws IOException {
    run(Duration.standardSeconds(1), List.of(event(Kind.QUEUED, "a", NOW)));
    assertEquals(Optional.empty(), read());
    run(Duration.millis(2_500), List.of(event(Kind.QUEUED, "a", NOW)));
    assertEquals(1, read().orElseThrow().inWork());
  }

  @Test
  void theLastEventsOfADrainedStreamAreWrittenAtOnce() throws IOException {
    Files.createDirectories(folder.resolve("status"));
    Files.writeString(folder.resolve(StreamFolder.STOP), "{}");
    run(Duration.standardSeconds(3), List.of(event(Kind.QUEUED, "a", NOW - 1_000)));
    assertEquals(StreamStatus.DRAINING, read().orElseThrow().state());
    run(
        Duration.millis(1),
        List.of(
            event(Kind.QUEUED, "a", NOW - 1_000),
            StreamEvent.of(Kind.DRAINED, NOW, ""),
            event(Kind.PUBLISHED, "a", NOW)));
    StreamStatus status = read().orElseThrow();
    assertTrue(status.isDrained());
    assertEquals(1, status.published());
    assertEquals(0, status.inWork());
  }

  @Test
  void aStreamThatIsRestoredAfterItWasDrainedRuns() throws IOException {
    StreamStatus status =
        status(
            StreamEvent.of(Kind.DRAINED, START.millis() - 1, ""),
            event(Kind.QUEUED, "a", NOW - 1_000));
    assertEquals(StreamStatus.RUNNING, status.state());
    assertEquals(1, status.inWork());
  }

  @Test
  void latenciesAreCountersToo() {
    PipelineResult result =
        run(
            Duration.standardSeconds(3),
            List.of(
                event(Kind.QUEUED, "a", NOW - 100),
                event(Kind.PUBLISHED, "a", NOW),
                event(Kind.QUEUED, "b", NOW - 90),
                event(Kind.PUBLISHED, "b", NOW),
                event(Kind.QUEUED, "c", NOW - 126),
                event(Kind.PUBLISHED, "c", NOW)));
    Map<String, Long> counters = new HashMap<>();
    result
        .metrics()
        .queryMetrics(
            MetricsFilter.builder()
                .addNameFilter(MetricNameFilter.inNamespace(KeepStatus.LATENCY))
                .build())
        .getCounters()
        .forEach(counter -> counters.put(counter.getName().getName(), counter.getAttempted()));
    assertEquals(Map.of("up-to-100-ms", 2L, "up-to-156-ms", 1L), counters);
  }
}
