package org.mammobeam.stream;

import java.io.IOException;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.joda.time.Duration;
import org.mammobeam.beam.Folder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the status of a stream up to date: {@code status/status.json} and its page, in the output
 * folder. They are written while something happens, at most every two seconds; nothing that happens
 * costs nothing. Once the stream is drained, every event is written at once, as no timer may fire
 * any more.
 *
 * <p>Its counts are state of the job, and as right after a failure as the engine's state is. Each
 * latency is counted by a counter, too, in the namespace {@value #LATENCY}.
 */
public final class KeepStatus extends PTransform<PCollection<StreamEvent>, PDone> {
  /** Namespace of the counters. */
  static final String LATENCY = "latency";

  private static final Logger LOG = LoggerFactory.getLogger(KeepStatus.class);
  private static final Duration QUIET = Duration.standardSeconds(2);

  private final Folder output;
  private final StreamStart start;

  private KeepStatus(Folder output, StreamStart start) {
    this.output = output;
    this.start = start;
  }

  /**
   * Keeps the status of a stream.
   *
   * @param output the output folder
   * @param start of the stream
   */
  public static KeepStatus in(Folder output, StreamStart start) {
    return new KeepStatus(output, start);
  }

  @Override
  public PDone expand(PCollection<StreamEvent> events) {
    events
        .apply("OneBook", WithKeys.of(""))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(StreamEvent.class)))
        .apply("Keep", ParDo.of(new Fn(output, start)));
    return PDone.in(events.getPipeline());
  }

  static final class Fn extends DoFn<KV<String, StreamEvent>, Void> {
    @StateId("counts")
    private final StateSpec<MapState<String, Long>> countsSpec =
        StateSpecs.map(StringUtf8Coder.of(), VarLongCoder.of());

    @StateId("facts")
    private final StateSpec<MapState<String, Told>> factsSpec = byText(new StateCoder.OfTold());

    @StateId("in-work")
    private final StateSpec<MapState<String, InWork>> inWorkSpec =
        byText(new StateCoder.OfInWork());

    @StateId("waiting")
    private final StateSpec<MapState<String, Told>> waitingSpec = byText(new StateCoder.OfTold());

    @StateId("failed")
    private final StateSpec<MapState<String, Told>> failedSpec = byText(new StateCoder.OfTold());

    @StateId("latencies")
    private final StateSpec<MapState<Long, Long>> latenciesSpec =
        StateSpecs.map(VarLongCoder.of(), VarLongCoder.of());

    @StateId("due")
    private final StateSpec<ValueState<Boolean>> dueSpec = StateSpecs.value(BooleanCoder.of());

    @TimerId("write")
    private final TimerSpec writeSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

    private final Folder output;
    private final StreamStart start;

    Fn(Folder output, StreamStart start) {
      this.output = output;
      this.start = start;
    }

    private static <V> StateSpec<MapState<String, V>> byText(Coder<V> coder) {
      return StateSpecs.map(StringUtf8Coder.of(), coder);
    }

    @ProcessElement
    public void processElement(
        @Element KV<String, StreamEvent> keyed,
        @StateId("counts") MapState<String, Long> counts,
        @StateId("facts") MapState<String, Told> facts,
        @StateId("in-work") MapState<String, InWork> inWork,
        @StateId("waiting") MapState<String, Told> waiting,
        @StateId("failed") MapState<String, Told> failed,
        @StateId("latencies") MapState<Long, Long> latencies,
        @StateId("due") ValueState<Boolean> due,
        @TimerId("write") Timer write)
        throws IOException {
      StatusBook book = new StatusBook(counts, facts, inWork, waiting, failed, latencies);
      book.take(keyed.getValue())
          .ifPresent(bucket -> Metrics.counter(LATENCY, LatencyBuckets.counter(bucket)).inc());
      if (book.isDrained(start)) {
        write(book);
      } else if (due.read() == null) {
        schedule(due, write);
      }
    }

    @OnTimer("write")
    public void onWrite(
        @StateId("counts") MapState<String, Long> counts,
        @StateId("facts") MapState<String, Told> facts,
        @StateId("in-work") MapState<String, InWork> inWork,
        @StateId("waiting") MapState<String, Told> waiting,
        @StateId("failed") MapState<String, Told> failed,
        @StateId("latencies") MapState<Long, Long> latencies,
        @StateId("due") ValueState<Boolean> due,
        @TimerId("write") Timer write) {
      due.clear();
      try {
        write(new StatusBook(counts, facts, inWork, waiting, failed, latencies));
      } catch (IOException e) {
        // A page that cannot be written now is no reason to stop screening.
        LOG.warn("the status cannot be written, another try follows", e);
        schedule(due, write);
      }
    }

    private static void schedule(ValueState<Boolean> due, Timer write) {
      due.write(true);
      write.offset(QUIET).withNoOutputTimestamp().setRelative();
    }

    private void write(StatusBook book) throws IOException {
      boolean stopping = new StreamFolder(output).isStopping();
      book.status(start, stopping, System.currentTimeMillis()).write(output);
    }
  }
}
