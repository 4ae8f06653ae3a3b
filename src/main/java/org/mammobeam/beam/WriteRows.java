package org.mammobeam.beam;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.mammobeam.codec.CanonicalJson;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.ScreenedExam;
import org.mammobeam.report.ReportCard;

/**
 * Writes the exams' rows as sorted segments, of which the result files are merged: nobody ever
 * holds all rows. A segment that is written twice, because a worker was lost, is two files, of
 * which the run names one.
 */
final class WriteRows<E extends ScreenedExam>
    extends PTransform<PCollection<E>, PCollection<Segment>> {
  /** Folder of the rows in the run's. */
  static final String ROWS = "rows/";

  private static final int SHARDS = 32;

  private final RunFolder run;

  WriteRows(RunFolder run) {
    this.run = run;
  }

  @Override
  public PCollection<Segment> expand(PCollection<E> exams) {
    return exams
        .apply("Result", MapElements.into(TypeDescriptor.of(ExamResult.class)).via(ExamResult::of))
        .setCoder(SerializableCoder.of(ExamResult.class))
        .apply(
            "Shard",
            WithKeys.<Integer, ExamResult>of(
                    result -> Math.floorMod(ExamSet.of(result.source().id()).high(), SHARDS))
                .withKeyType(TypeDescriptors.integers()))
        .apply("Gather", GroupByKey.create())
        .apply("Write", ParDo.of(new Fn(run)))
        .setCoder(SerializableCoder.of(Segment.class));
  }

  static final class Fn extends DoFn<KV<Integer, Iterable<ExamResult>>, Segment> {
    private final RunFolder run;

    Fn(RunFolder run) {
      this.run = run;
    }

    @ProcessElement
    public void processElement(
        @Element KV<Integer, Iterable<ExamResult>> shard, OutputReceiver<Segment> out)
        throws IOException {
      List<ExamResult> results = new ArrayList<>();
      shard.getValue().forEach(results::add);
      out.output(segment(run, shard.getKey().toString(), results));
      Metrics.counter("exams", "done").inc(results.size());
    }
  }

  /** Writes one segment. */
  static Segment segment(RunFolder run, String shard, List<ExamResult> results) throws IOException {
    String name = shard + "-" + UUID.randomUUID().toString().substring(0, 8) + ".jsonl";
    results.sort(ExamResult.BY_ID);
    String rows = run.path(ROWS + name);
    write(run, rows, results);
    List<ReportCard> cards = new ArrayList<>();
    ExamSet exams = ExamSet.EMPTY;
    for (ExamResult result : results) {
      cards.add(Cards.of(result));
      exams = exams.plus(ExamSet.of(result.source().id()));
    }
    cards.sort(ReportCard.BY_SCORE);
    String byScore = run.path("cards/" + name);
    write(run, byScore, cards);
    return new Segment(rows, byScore, exams);
  }

  private static void write(RunFolder run, String file, List<?> values) throws IOException {
    try (OutputStream out = run.output().create(file)) {
      for (Object value : values) {
        out.write((CanonicalJson.text(value) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
