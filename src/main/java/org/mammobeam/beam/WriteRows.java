package org.mammobeam.beam;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.mammobeam.artifact.Hash128;

/**
 * Writes the exams' rows as sorted segments, of which the result files are merged: nobody ever
 * holds all rows. Exams fall into the same segments in every run, so that a segment's rows are
 * taken over from one segment of the run before.
 */
final class WriteRows extends PTransform<PCollection<ExamRow>, PCollection<Segment>> {
  private final RunFolder run;

  WriteRows(RunFolder run) {
    this.run = run;
  }

  @Override
  public PCollection<Segment> expand(PCollection<ExamRow> rows) {
    return rows.apply(
            "Shard",
            WithKeys.<Integer, ExamRow>of(WriteRows::shard).withKeyType(TypeDescriptors.integers()))
        .apply("Gather", GroupByKey.create())
        .apply("Write", ParDo.of(new Fn(run)))
        .setCoder(SerializableCoder.of(Segment.class));
  }

  private static int shard(ExamRow row) {
    return ExamShards.of(Hash128.of(row.id()), ExamShards.WRITTEN);
  }

  static final class Fn extends DoFn<KV<Integer, Iterable<ExamRow>>, Segment> {
    private final RunFolder run;

    Fn(RunFolder run) {
      this.run = run;
    }

    @ProcessElement
    public void processElement(
        @Element KV<Integer, Iterable<ExamRow>> shard, OutputReceiver<Segment> out)
        throws IOException {
      List<ExamRow> rows = new ArrayList<>();
      shard.getValue().forEach(rows::add);
      out.output(new SegmentWriter(run).write("%02d".formatted(shard.getKey()), rows));
      Metrics.counter("exams", "done").inc(rows.size());
    }
  }
}
