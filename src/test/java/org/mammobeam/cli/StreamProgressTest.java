package org.mammobeam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.beam.Folder;
import org.mammobeam.stream.StreamStart;
import org.mammobeam.stream.StreamStatus;
import org.mammobeam.stream.Told;

@Timeout(60)
final class StreamProgressTest {
  private static final String ID = "000001-00c0ffee";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();

  private static StreamStatus status(String id, String state, int published) {
    return status(id, state, published, new Told("", 0), new Told("", 0));
  }

  private static StreamStatus status(
      String id, String state, int published, Told edition, Told refusal) {
    StreamStart start = new StreamStart(id, 1_800_000_000_000L, "mammobeam 0.1.0");
    StreamStatus begin = StreamStatus.begin(start);
    return new StreamStatus(
        start,
        state,
        begin.millis(),
        published,
        0,
        0,
        0,
        2,
        1,
        begin.latency(),
        begin.lastHour(),
        edition,
        refusal,
        begin.snapshot(),
        List.of(),
        List.of());
  }

  /** A job of which each look takes no time, and at which its stream has gone on. */
  private final class Job implements PipelineResult {
    private final List<StreamStatus> course;
    private final State end;
    private boolean cancelled;

    Job(List<StreamStatus> course, State end) {
      this.course = new ArrayList<>(course);
      this.end = end;
    }

    @Override
    public State getState() {
      return cancelled ? State.CANCELLED : course.isEmpty() ? end : State.RUNNING;
    }

    @Override
    public State cancel() {
      cancelled = true;
      return State.CANCELLED;
    }

    @Override
    public State waitUntilFinish(Duration time) {
      if (!course.isEmpty()) {
        try {
          course.remove(0).write(new Folder(folder.toString()));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        return State.RUNNING;
      }
      return getState();
    }

    @Override
    public State waitUntilFinish() {
      return waitUntilFinish(Duration.ZERO);
    }

    @Override
    public MetricResults metrics() {
      throw new UnsupportedOperationException("progress goes by the status");
    }
  }

  private PipelineResult.State watch(Job job) {
    return new StreamProgress(new PrintWriter(out, true), new Folder(folder.toString()), ID)
        .watch(job);
  }

  @Test
  void tellsTheFirstAndTheLastAndNotEveryChange() {
    Job job =
        new Job(
            List.of(
                status(ID, StreamStatus.RUNNING, 0),
                status(ID, StreamStatus.RUNNING, 1),
                status(ID, StreamStatus.RUNNING, 2),
                status(ID, StreamStatus.DRAINED, 3)),
            PipelineResult.State.DONE);
    assertEquals(PipelineResult.State.DONE, watch(job));
    assertFalse(job.cancelled);
    assertEquals(
        List.of("published 0, in work 2, waiting 1", "drained: published 3, in work 2, waiting 1"),
        out.toString().lines().toList());
  }

  @Test
  void tellsWhatItScreensByAndWhatIsRefused() {
    Told first = new Told("1 a", 1);
    Told broken = new Told("image.pt is cut off", 2);
    Job job =
        new Job(
            List.of(
                status(ID, StreamStatus.RUNNING, 0, first, new Told("", 0)),
                status(ID, StreamStatus.RUNNING, 0, first, broken),
                status(ID, StreamStatus.RUNNING, 0, first, broken),
                status(ID, StreamStatus.RUNNING, 0, new Told("2 b", 3), new Told("", 3))),
            PipelineResult.State.CANCELLED);
    watch(job);
    assertEquals(
        List.of(
            "screening by edition 1 a",
            "published 0, in work 2, waiting 1",
            "a new bundle is not used: image.pt is cut off",
            "screening by edition 2 b",
            "no new bundle is refused any more"),
        out.toString().lines().toList());
  }

  @Test
  void aJobThatGoesOnAfterItsStreamWasDrainedIsCancelled() {
    Job job = new Job(List.of(status(ID, StreamStatus.DRAINED, 3)), PipelineResult.State.RUNNING);
    assertEquals(PipelineResult.State.CANCELLED, watch(job));
    assertTrue(job.cancelled);
  }

  @Test
  void theStatusOfAnotherStreamIsPassedOver() {
    Job job =
        new Job(
            List.of(status("000000-00c0ffee", StreamStatus.DRAINED, 99)),
            PipelineResult.State.FAILED);
    assertEquals(PipelineResult.State.FAILED, watch(job));
    assertFalse(job.cancelled);
    assertEquals("", out.toString());
  }
}
