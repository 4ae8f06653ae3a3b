package org.mammobeam.stream;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
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
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.beam.AssembleExams;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.KnownRow;
import org.mammobeam.beam.Publications;
import org.mammobeam.beam.RunTables;
import org.mammobeam.exam.ExamResult;

/**
 * Has exams screened again whose results are of another edition than the current: a few at a time,
 * the next when one is published, so that exams which arrive never wait behind more than those.
 */
final class ScreenAgain extends PTransform<PCollection<Current>, PCollection<KV<String, Notice>>> {
  /** Enough that workers are never without one. */
  private static final int AT_ONCE = 4;

  /** One that is not published by then, because its folder is changing or gone, holds up nobody. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration STEP = Duration.ofSeconds(1);

  private final Folder input;
  private final StreamFolder stream;

  ScreenAgain(Folder input, StreamFolder stream) {
    this.input = input;
    this.stream = stream;
  }

  @Override
  public PCollection<KV<String, Notice>> expand(PCollection<Current> changes) {
    return changes
        .apply("One", WithKeys.<String, Current>of("").withKeyType(TypeDescriptors.strings()))
        .apply("Choose", ParDo.of(new Fn(input, stream)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(Notice.class)));
  }

  /**
   * An exam that was handed out.
   *
   * @param exam its ID
   * @param millis when, in milliseconds since 1970
   */
  record HandedOut(String exam, long millis) implements Serializable {}

  /**
   * What is remembered between steps. Savepoints hold it: components may be added, which are null
   * or zero in older ones.
   *
   * @param current what the stream goes by
   * @param next of the old rows in the current table, which have been gone through up to there
   * @param handedOut and not known to be published
   */
  record Work(Current current, int next, List<HandedOut> handedOut) implements Serializable {}

  static final class Fn extends DoFn<KV<String, Current>, KV<String, Notice>> {
    @StateId("work")
    private final StateSpec<ValueState<Work>> workSpec =
        StateSpecs.value(SerializableCoder.of(Work.class));

    @TimerId("step")
    private final TimerSpec stepSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

    private final Folder input;
    private final StreamFolder stream;

    Fn(Folder input, StreamFolder stream) {
      this.input = input;
      this.stream = stream;
    }

    @ProcessElement
    public void processElement(
        @Element KV<String, Current> change,
        @StateId("work") ValueState<Work> state,
        @TimerId("step") Timer step) {
      Work work = state.read();
      if (work == null || work.current().number() < change.getValue().number()) {
        state.write(new Work(change.getValue(), 0, work == null ? List.of() : work.handedOut()));
      }
      step.offset(StreamTiming.joda(STEP)).setRelative();
    }

    @OnTimer("step")
    public void onStep(
        PipelineOptions options,
        @StateId("work") ValueState<Work> state,
        @TimerId("step") Timer step,
        OutputReceiver<KV<String, Notice>> out)
        throws IOException {
      Work work = state.read();
      if (work == null || stream.isStopping()) {
        return;
      }
      List<HandedOut> handedOut = stillOut(work);
      List<KnownRow> old = oldRows(work.current());
      int next = work.next();
      for (; next < old.size() && handedOut.size() < AT_ONCE; next++) {
        String exam = old.get(next).read(stream.output()).source().id();
        if (isToDo(exam, work.current(), handedOut, options)) {
          out.output(KV.of(exam, new Notice(Hash128.NONE, true)));
          handedOut.add(new HandedOut(exam, System.currentTimeMillis()));
        }
      }
      state.write(new Work(work.current(), next, List.copyOf(handedOut)));
      if (!handedOut.isEmpty()) {
        step.offset(StreamTiming.joda(STEP)).setRelative();
      }
    }

    private List<HandedOut> stillOut(Work work) throws IOException {
      long before = System.currentTimeMillis() - PATIENCE.toMillis();
      List<HandedOut> out = new ArrayList<>();
      for (HandedOut exam : work.handedOut()) {
        if (exam.millis() > before && !isPublished(exam.exam(), work.current())) {
          out.add(exam);
        }
      }
      return out;
    }

    private static List<KnownRow> oldRows(Current current) throws IOException {
      Hash128 plan = current.edition().info().plan().hash();
      List<KnownRow> rows = new ArrayList<>();
      RunTables.of(current.table())
          .forEach(
              row -> {
                if (!row.skip().plan().equals(plan)) {
                  rows.add(row);
                }
              });
      return rows;
    }

    private boolean isToDo(
        String exam, Current current, List<HandedOut> handedOut, PipelineOptions options)
        throws IOException {
      return handedOut.stream().noneMatch(out -> out.exam().equals(exam))
          && !isPublished(exam, current)
          && AssembleExams.find(input, exam, options).isPresent();
    }

    private boolean isPublished(String exam, Current current) throws IOException {
      Optional<ExamResult> newest = new Publications(stream.output()).newest(exam);
      return newest.isPresent()
          && newest.get().plan().equals(current.edition().info().plan().hash());
    }
  }
}
