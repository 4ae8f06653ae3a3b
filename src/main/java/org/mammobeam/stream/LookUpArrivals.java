package org.mammobeam.stream;

import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.mammobeam.beam.ChangedExam;
import org.mammobeam.beam.KnownRow;
import org.mammobeam.beam.RunTables;
import org.mammobeam.beam.Screening;
import org.mammobeam.exam.SourceState;
import org.mammobeam.table.Reprocess;
import org.mammobeam.table.SkipRule.Verdict;

/** Looks arrived exams up in the current table, and puts on them what they are screened by. */
final class LookUpArrivals extends PTransform<PCollection<ArrivedExam>, PCollectionTuple> {
  /** Exams to be read. */
  static final TupleTag<ChangedExam> CHANGED = new TupleTag<>() {};

  /** What happened. */
  static final TupleTag<StreamEvent> EVENTS = new TupleTag<>() {};

  private final PCollectionView<Iterable<Current>> current;
  private final Reprocess policy;

  LookUpArrivals(PCollectionView<Iterable<Current>> current, Reprocess policy) {
    this.current = current;
    this.policy = policy;
  }

  @Override
  public PCollectionTuple expand(PCollection<ArrivedExam> exams) {
    PCollectionTuple looked =
        exams.apply(
            "LookUp",
            ParDo.of(new Fn(current, policy))
                .withSideInputs(current)
                .withOutputTags(CHANGED, TupleTagList.of(EVENTS)));
    looked.get(CHANGED).setCoder(SerializableCoder.of(ChangedExam.class));
    looked.get(EVENTS).setCoder(SerializableCoder.of(StreamEvent.class));
    return looked;
  }

  static final class Fn extends DoFn<ArrivedExam, ChangedExam> {
    private final PCollectionView<Iterable<Current>> current;
    private final Reprocess policy;

    Fn(PCollectionView<Iterable<Current>> current, Reprocess policy) {
      this.current = current;
      this.policy = policy;
    }

    @ProcessElement
    public void processElement(
        @Element ArrivedExam exam, ProcessContext context, MultiOutputReceiver out)
        throws IOException {
      Current now = Current.newest(context.sideInput(current));
      Screening by = now.screening(policy);
      Optional<KnownRow> known = RunTables.of(now.table()).find(exam.id());
      Verdict verdict =
          by.rule().verdict(exam.id(), SourceState.hash(exam.exam()), known.map(KnownRow::skip));
      if (verdict == Verdict.CHANGED) {
        out.get(CHANGED).output(new ChangedExam(exam.exam(), known.orElse(null), by));
        out.get(EVENTS)
            .output(new StreamEvent(StreamEvent.Kind.QUEUED, exam.id(), exam.arrivedMillis(), ""));
      }
    }
  }
}
