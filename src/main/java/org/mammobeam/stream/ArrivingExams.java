package org.mammobeam.stream;

import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.mammobeam.beam.ChangedExam;
import org.mammobeam.beam.ExamReader;
import org.mammobeam.beam.ReshuffleByExam;
import org.mammobeam.exam.PlannedExam;
import org.mammobeam.table.Reprocess;

/**
 * The exams of a stream, from word of their files to what the stages take: watched, gathered by ID
 * until they are complete, looked up, read.
 */
public final class ArrivingExams extends PTransform<PCollection<Current>, PCollectionTuple> {
  /** Exams for the stages. */
  public static final TupleTag<PlannedExam> TO_SCREEN = new TupleTag<>() {};

  /** What happened. */
  public static final TupleTag<StreamEvent> EVENTS = new TupleTag<>() {};

  private final ExamReader reader;
  private final StreamKeeper keeper;
  private final Reprocess policy;

  private ArrivingExams(ExamReader reader, StreamKeeper keeper, Reprocess policy) {
    this.reader = reader;
    this.keeper = keeper;
    this.policy = policy;
  }

  /**
   * The exams of an input.
   *
   * @param policy whether exams are screened again by a new edition
   */
  public static ArrivingExams in(ExamReader reader, StreamKeeper keeper, Reprocess policy) {
    return new ArrivingExams(reader, keeper, policy);
  }

  @Override
  public PCollectionTuple expand(PCollection<Current> changes) {
    PCollectionView<Iterable<Current>> current = WatchCurrent.asSideInput(changes);
    PCollection<KV<String, Notice>> noticed =
        changes
            .getPipeline()
            .apply("Watch", new WatchInput(reader.input(), keeper.stream(), keeper.timing()))
            .apply("DropKnown", new DropKnown(current));
    PCollectionTuple arrived =
        withOld(noticed, changes).apply("Assemble", new AssembleArrivals(reader, keeper.timing()));
    PCollectionTuple looked =
        arrived.get(AssembleArrivals.ARRIVED).apply("LookUp", new LookUpArrivals(current, policy));
    PCollectionTuple read =
        looked
            .get(LookUpArrivals.CHANGED)
            .apply("Spread", ReshuffleByExam.by(ChangedExam::id))
            .apply("Read", new ReadArrivals(reader, keeper.run()));
    PCollection<StreamEvent> events =
        PCollectionList.of(arrived.get(AssembleArrivals.EVENTS))
            .and(looked.get(LookUpArrivals.EVENTS))
            .and(read.get(ReadArrivals.EVENTS))
            .apply("Events", Flatten.pCollections());
    return PCollectionTuple.of(TO_SCREEN, read.get(ReadArrivals.TO_SCREEN)).and(EVENTS, events);
  }

  private PCollection<KV<String, Notice>> withOld(
      PCollection<KV<String, Notice>> noticed, PCollection<Current> changes) {
    if (policy != Reprocess.CHANGED) {
      return noticed;
    }
    return PCollectionList.of(noticed)
        .and(changes.apply("Again", new ScreenAgain(reader.input(), keeper.stream())))
        .apply("Notices", Flatten.pCollections());
  }
}
