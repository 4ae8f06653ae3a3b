package org.mammobeam.beam;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.AssembledExam;

/** The look-up in a table that no worker holds whole: both sides meet in shards of exam IDs. */
final class JoinTable extends PTransform<PCollection<AssembledExam>, PCollectionTuple> {
  private static final TupleTag<AssembledExam> EXAMS = new TupleTag<>() {};
  private static final TupleTag<KnownRow> ROWS = new TupleTag<>() {};
  private static final int LEAST_SHARDS = 64;
  private static final int ROWS_PER_SHARD = 50_000;

  private final TableRef table;
  private final Screening by;
  private final int shards;

  JoinTable(TableRef table, Screening by) {
    this.table = table;
    this.by = by;
    this.shards = (int) Math.max(LEAST_SHARDS, table.rows() / ROWS_PER_SHARD);
  }

  @Override
  public PCollectionTuple expand(PCollection<AssembledExam> exams) {
    int count = shards;
    PCollection<KV<Integer, AssembledExam>> byShard =
        exams.apply(
            "ByShard",
            WithKeys.<Integer, AssembledExam>of(
                    exam -> ExamShards.of(Hash128.of(exam.files().id()), count))
                .withKeyType(TypeDescriptors.integers()));
    return KeyedPCollectionTuple.of(EXAMS, byShard)
        .and(ROWS, rows(exams))
        .apply("Join", CoGroupByKey.create())
        .apply(
            "Decide",
            ParDo.of(new Decide(by))
                .withOutputTags(LookUpExams.COVERED, TupleTagList.of(LookUpExams.CHANGED)));
  }

  private PCollection<KV<Integer, KnownRow>> rows(PCollection<AssembledExam> exams) {
    return exams
        .getPipeline()
        .apply("Table", Create.of(table).withCoder(SerializableCoder.of(TableRef.class)))
        .apply("Segments", ParDo.of(new ListSegments()))
        .apply(
            "BySegment", WithKeys.<String, String>of(s -> s).withKeyType(TypeDescriptors.strings()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()))
        .apply("Spread", Reshuffle.of())
        .apply("Files", Values.create())
        .apply("ReadRows", ParDo.of(new ReadRows(table, shards)))
        .setCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(KnownRow.class)));
  }

  static final class ListSegments extends DoFn<TableRef, String> {
    @ProcessElement
    public void processElement(@Element TableRef ref, OutputReceiver<String> out)
        throws IOException {
      RunResults.summary(ref.runFolder())
          .filesIn(ref.runFolder().path(Segment.ROWS))
          .forEach(out::output);
    }
  }

  static final class ReadRows extends DoFn<String, KV<Integer, KnownRow>> {
    private final TableRef table;
    private final int shards;

    ReadRows(TableRef table, int shards) {
      this.table = table;
      this.shards = shards;
    }

    @ProcessElement
    public void processElement(@Element String file, OutputReceiver<KV<Integer, KnownRow>> out)
        throws IOException {
      RunSummary summary = RunResults.summary(table.runFolder());
      try {
        RunTables.load(table.runFolder(), summary, List.of(file))
            .forEach(row -> out.output(KV.of(ExamShards.of(row.skip().exam(), shards), row)));
      } catch (MalformedDataException e) {
        throw new IOException("the table of run " + table.run() + ": " + e.getMessage(), e);
      }
    }
  }

  static final class Decide extends DoFn<KV<Integer, CoGbkResult>, ExamRow> {
    private final Screening by;

    Decide(Screening by) {
      this.by = by;
    }

    @ProcessElement
    public void processElement(@Element KV<Integer, CoGbkResult> shard, MultiOutputReceiver out) {
      Map<Hash128, KnownRow> rows = new HashMap<>();
      shard.getValue().getAll(ROWS).forEach(row -> rows.put(row.skip().exam(), row));
      for (AssembledExam exam : shard.getValue().getAll(EXAMS)) {
        KnownRow known = rows.get(Hash128.of(exam.files().id()));
        LookUpExams.decide(exam, Optional.ofNullable(known), by, out);
      }
    }
  }
}
