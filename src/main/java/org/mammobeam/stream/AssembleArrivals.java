package org.mammobeam.stream;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.options.PipelineOptions;
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
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.beam.Activity;
import org.mammobeam.beam.AssembleExams;
import org.mammobeam.beam.ExamReader;
import org.mammobeam.exam.AssembledExam;
import org.mammobeam.exam.SourceState;

/**
 * Waits, exam by exam, until all files are there and whole. Notices only say that something is to
 * be looked at; what is there is listed when a folder has been left alone for a while, so that
 * notices may come twice, late, or for files that are gone.
 *
 * <p>A folder that is the same after {@link StreamTiming#settle} is taken: complete at once,
 * incomplete after {@link StreamTiming#examTimeout}, as an exam that will fail and say what it
 * lacks. A folder that changes afterwards is a new version of the exam. One that is gone is
 * forgotten.
 */
final class AssembleArrivals extends PTransform<PCollection<KV<String, Notice>>, PCollectionTuple> {
  /** Exams to be looked up. */
  static final TupleTag<ArrivedExam> ARRIVED = new TupleTag<>() {};

  /** What happened. */
  static final TupleTag<StreamEvent> EVENTS = new TupleTag<>() {};

  private final ExamReader reader;
  private final StreamTiming timing;

  /**
   * @param reader of the input
   */
  AssembleArrivals(ExamReader reader, StreamTiming timing) {
    this.reader = reader;
    this.timing = timing;
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, Notice>> notices) {
    PCollectionTuple arrived =
        notices.apply(
            "Wait",
            ParDo.of(new Fn(reader, timing)).withOutputTags(ARRIVED, TupleTagList.of(EVENTS)));
    arrived.get(ARRIVED).setCoder(SerializableCoder.of(ArrivedExam.class));
    arrived.get(EVENTS).setCoder(SerializableCoder.of(StreamEvent.class));
    return arrived;
  }

  /**
   * What is remembered of an exam. Savepoints hold it: components may be added, which are null or
   * zero in older ones.
   *
   * @param sinceMillis when the first change was noticed that has led to nothing yet; 0 for none
   * @param endMillis when an incomplete exam is given up, by the engine's clock
   * @param changedMillis when the last change was noticed
   * @param seen state of the folder as last noticed or listed
   * @param taken state of the folder as last handed on, null before
   * @param again whether the exam is handed on although nothing has changed
   * @param waitingFor what it lacked when it was listed, null where it was not found incomplete
   */
  record Arrival(
      long sinceMillis,
      long endMillis,
      long changedMillis,
      Hash128 seen,
      @Nullable Hash128 taken,
      boolean again,
      @Nullable String waitingFor)
      implements Serializable {
    static final Arrival NOTHING = new Arrival(0, 0, 0, Hash128.NONE, null, false, null);

    Arrival noticed(Notice notice, long now, long end) {
      return new Arrival(
          sinceMillis == 0 ? now : sinceMillis,
          sinceMillis == 0 ? end : endMillis,
          now,
          notice.again() ? seen : notice.state(),
          taken,
          again || notice.again(),
          waitingFor);
    }

    Arrival changed(Hash128 state, long now) {
      return new Arrival(sinceMillis, endMillis, now, state, taken, again, waitingFor);
    }

    Arrival waitingFor(String what) {
      return new Arrival(sinceMillis, endMillis, changedMillis, seen, taken, again, what);
    }

    /** Has been handed on, or did not have to be. */
    Arrival done() {
      return new Arrival(0, 0, changedMillis, seen, seen, false, null);
    }
  }

  static final class Fn extends DoFn<KV<String, Notice>, ArrivedExam> {
    @StateId("arrival")
    private final StateSpec<ValueState<Arrival>> arrivalSpec =
        StateSpecs.value(SerializableCoder.of(Arrival.class));

    @TimerId("look")
    private final TimerSpec lookSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

    private final ExamReader reader;
    private final StreamTiming timing;

    Fn(ExamReader reader, StreamTiming timing) {
      this.reader = reader;
      this.timing = timing;
    }

    @ProcessElement
    public void processElement(
        @Element KV<String, Notice> notice,
        @StateId("arrival") ValueState<Arrival> state,
        @TimerId("look") Timer look) {
      Arrival before = read(state);
      if (!notice.getValue().again() && notice.getValue().state().equals(before.taken())) {
        return;
      }
      long end = look.getCurrentRelativeTime().getMillis() + timing.examTimeout().toMillis();
      state.write(before.noticed(notice.getValue(), System.currentTimeMillis(), end));
      in(timing.settle(), look);
    }

    @OnTimer("look")
    public void onLook(
        @Key String id,
        PipelineOptions options,
        @StateId("arrival") ValueState<Arrival> state,
        @TimerId("look") Timer look,
        MultiOutputReceiver out)
        throws IOException {
      Activity.note();
      Arrival arrival = read(state);
      if (arrival.sinceMillis() == 0) {
        return;
      }
      Optional<AssembledExam> found = AssembleExams.find(reader.input(), id, options);
      if (found.isEmpty()) {
        state.clear();
        endWaiting(id, arrival, out);
        return;
      }
      AssembledExam exam = found.get();
      Hash128 now = SourceState.hash(exam);
      if (!now.equals(arrival.seen()) && !arrival.again()) {
        state.write(arrival.changed(now, System.currentTimeMillis()));
        in(timing.settle(), look);
        return;
      }
      arrival = arrival.changed(now, arrival.changedMillis());
      if (now.equals(arrival.taken()) && !arrival.again()) {
        state.write(arrival.done());
        endWaiting(id, arrival, out);
        return;
      }
      Optional<String> missing = reader.missing(exam);
      Duration left = left(arrival, look);
      if (missing.isPresent() && !left.isZero() && !arrival.again()) {
        if (!missing.get().equals(arrival.waitingFor())) {
          event(StreamEvent.Kind.WAITING, id, arrival.sinceMillis(), missing.get(), out);
        }
        state.write(arrival.waitingFor(missing.get()));
        in(left, look);
        return;
      }
      out.get(ARRIVED).output(new ArrivedExam(exam, arrival.changedMillis()));
      state.write(arrival.done());
      endWaiting(id, arrival, out);
    }

    private static Arrival read(ValueState<Arrival> state) {
      Arrival arrival = state.read();
      return arrival == null ? Arrival.NOTHING : arrival;
    }

    /** Time until an exam is given up that has not become complete. */
    private static Duration left(Arrival arrival, Timer look) {
      long left = arrival.endMillis() - look.getCurrentRelativeTime().getMillis();
      return Duration.ofMillis(Math.max(0, left));
    }

    private static void in(Duration time, Timer look) {
      look.offset(StreamTiming.joda(time)).setRelative();
    }

    private static void endWaiting(String id, Arrival arrival, MultiOutputReceiver out) {
      if (arrival.waitingFor() != null) {
        event(StreamEvent.Kind.READY, id, System.currentTimeMillis(), "", out);
      }
    }

    private static void event(
        StreamEvent.Kind kind, String exam, long millis, String text, MultiOutputReceiver out) {
      out.get(EVENTS).output(new StreamEvent(kind, exam, millis, text));
    }
  }
}
