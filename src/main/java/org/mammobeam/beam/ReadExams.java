package org.mammobeam.beam;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.PlannedExam;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.table.Reprocess;
import org.mammobeam.table.SkipRule;

/**
 * Reads exams whose files look changed. Those that mean what they meant, and whose results are
 * still what the run is to make, keep their rows; the others go to the stages.
 */
public final class ReadExams extends PTransform<PCollection<ChangedExam>, PCollectionTuple> {
  /** Exams for the stages. */
  public static final TupleTag<PlannedExam> TO_SCREEN = new TupleTag<>() {};

  /** Exams that keep their rows. */
  public static final TupleTag<ExamRow> KEPT = new TupleTag<>() {};

  private final ExamReader reader;
  private final RunFolder run;

  private ReadExams(ExamReader reader, RunFolder run) {
    this.reader = reader;
    this.run = run;
  }

  /**
   * Reads exams.
   *
   * @param run that writes the rows, and whose output holds the rows of the run before
   */
  public static ReadExams with(ExamReader reader, RunFolder run) {
    return new ReadExams(reader, run);
  }

  @Override
  public PCollectionTuple expand(PCollection<ChangedExam> exams) {
    PCollectionTuple read =
        exams.apply(
            "Read", ParDo.of(new Fn(reader, run)).withOutputTags(TO_SCREEN, TupleTagList.of(KEPT)));
    read.get(TO_SCREEN).setCoder(SerializableCoder.of(PlannedExam.class));
    read.get(KEPT).setCoder(SerializableCoder.of(ExamRow.class));
    return read;
  }

  /**
   * What the stages may know of the run before.
   *
   * @param before the exam's row, null where it has none
   */
  public static PlannedExam planned(SourceExam exam, SkipRule rule, @Nullable ExamResult before) {
    boolean retries = rule.reprocess() == Reprocess.FAILED;
    List<StageOutcome> earlier =
        before == null || rule.reprocess() == Reprocess.ALL
            ? List.of()
            : before.outcomes().stream()
                .filter(outcome -> !retries || outcome.artifact().isPresent())
                .toList();
    return new PlannedExam(exam, rule.plan(), earlier);
  }

  /**
   * An exam that was read.
   *
   * @param toScreen for the stages, null where the exam keeps its row
   * @param kept its row, null where it goes to the stages
   */
  public record Read(@Nullable PlannedExam toScreen, @Nullable ExamResult kept) {}

  /**
   * Reads an exam.
   *
   * @param before its row in the run before, null without
   * @param run that writes the row
   */
  public static Read read(
      ChangedExam changed, @Nullable ExamResult before, ExamReader reader, String run)
      throws IOException {
    SourceExam found =
        reader.read(
            changed.exam(),
            changed.by().models(),
            before,
            (name, by) -> Metrics.counter("exams", name).inc(by));
    SkipRule rule = changed.by().rule();
    if (before != null && rule.keeps(before, found)) {
      return new Read(null, before.keptBy(run, found));
    }
    return new Read(planned(found, rule, before), null);
  }

  static final class Fn extends DoFn<ChangedExam, PlannedExam> {
    private final ExamReader reader;
    private final RunFolder run;

    Fn(ExamReader reader, RunFolder run) {
      this.reader = reader;
      this.run = run;
    }

    @ProcessElement
    public void processElement(@Element ChangedExam changed, MultiOutputReceiver out)
        throws IOException {
      KnownRow known = changed.known();
      ExamResult before = known == null ? null : known.read(run.output());
      Read read = read(changed, before, reader, run.id());
      if (read.kept() != null) {
        Metrics.counter("exams", "covered").inc();
        out.get(KEPT).output(new ExamRow.Fresh(read.kept()));
      } else if (read.toScreen() != null) {
        out.get(TO_SCREEN).output(read.toScreen());
      }
    }
  }
}
