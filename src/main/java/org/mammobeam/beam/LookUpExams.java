package org.mammobeam.beam;

import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.exam.AssembledExam;
import org.mammobeam.exam.SourceState;

/**
 * Tells the exams whose rows are taken over from those whose files have to be read. Opens none of
 * their files.
 *
 * <p>The table's reference is the side input, and every process loads the table behind it once. A
 * table with more rows than a worker should hold is joined with the exams instead; the outcome is
 * the same.
 */
public final class LookUpExams extends PTransform<PCollection<AssembledExam>, PCollectionTuple> {
  /** Exams that keep their rows. */
  public static final TupleTag<ExamRow> COVERED = new TupleTag<>() {};

  /** Exams to be read. */
  public static final TupleTag<ChangedExam> CHANGED = new TupleTag<>() {};

  private final TableRef table;
  private final Screening by;
  private final long mostRowsInMemory;

  private LookUpExams(TableRef table, Screening by, long mostRowsInMemory) {
    this.table = table;
    this.by = by;
    this.mostRowsInMemory = mostRowsInMemory;
  }

  /**
   * Looks exams up.
   *
   * @param mostRowsInMemory a table with more rows is joined
   */
  public static LookUpExams in(TableRef table, Screening by, long mostRowsInMemory) {
    return new LookUpExams(table, by, mostRowsInMemory);
  }

  @Override
  public PCollectionTuple expand(PCollection<AssembledExam> exams) {
    PCollectionTuple looked =
        table.rows() > mostRowsInMemory
            ? exams.apply("Join", new JoinTable(table, by))
            : exams.apply("LookUp", lookUp(exams));
    looked.get(COVERED).setCoder(SerializableCoder.of(ExamRow.class));
    looked.get(CHANGED).setCoder(SerializableCoder.of(ChangedExam.class));
    return looked;
  }

  private ParDo.MultiOutput<AssembledExam, ExamRow> lookUp(PCollection<AssembledExam> exams) {
    PCollectionView<TableRef> view =
        exams
            .getPipeline()
            .apply("Table", Create.of(table).withCoder(SerializableCoder.of(TableRef.class)))
            .apply("AsSideInput", View.asSingleton());
    return ParDo.of(new Fn(view, by))
        .withSideInputs(view)
        .withOutputTags(COVERED, TupleTagList.of(CHANGED));
  }

  static final class Fn extends DoFn<AssembledExam, ExamRow> {
    private final PCollectionView<TableRef> table;
    private final Screening by;

    Fn(PCollectionView<TableRef> table, Screening by) {
      this.table = table;
      this.by = by;
    }

    @ProcessElement
    public void processElement(
        @Element AssembledExam exam, ProcessContext context, MultiOutputReceiver out)
        throws IOException {
      RunTable rows = RunTables.of(context.sideInput(table));
      decide(exam, rows.find(exam.files().id()), by, out);
    }
  }

  /** Sends an exam where it belongs. */
  static void decide(
      AssembledExam exam, Optional<KnownRow> known, Screening by, MultiOutputReceiver out) {
    String id = exam.files().id();
    Hash128 state = SourceState.hash(exam);
    switch (by.rule().verdict(id, state, known.map(KnownRow::skip))) {
      case COVERED -> {
        Metrics.counter("exams", "covered").inc();
        out.get(COVERED).output(new ExamRow.Covered(id, known.orElseThrow()));
      }
      case CHANGED -> out.get(CHANGED).output(new ChangedExam(exam, known.orElse(null), by));
      case LEFT_OUT -> Metrics.counter("exams", "left-out").inc();
    }
  }
}
