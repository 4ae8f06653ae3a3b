package org.mammobeam.stream;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.mammobeam.beam.Publications;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.StageFailure;
import org.mammobeam.exam.VisualizedExam;

/** Publishes exams behind their last stage, each as soon as it comes. */
public final class PublishExams
    extends PTransform<PCollection<VisualizedExam>, PCollection<StreamEvent>> {
  private final StreamFolder stream;
  private final String run;

  private PublishExams(StreamFolder stream, String run) {
    this.stream = stream;
    this.run = run;
  }

  /**
   * Publishes to a stream's output.
   *
   * @param run the stream's folder, which rows are said to come from
   */
  public static PublishExams to(StreamFolder stream, RunFolder run) {
    return new PublishExams(stream, run.id());
  }

  @Override
  public PCollection<StreamEvent> expand(PCollection<VisualizedExam> exams) {
    return exams
        .apply("Publish", ParDo.of(new Fn(stream, run)))
        .setCoder(SerializableCoder.of(StreamEvent.class));
  }

  static final class Fn extends DoFn<VisualizedExam, StreamEvent> {
    private final StreamFolder stream;
    private final String run;

    Fn(StreamFolder stream, String run) {
      this.stream = stream;
      this.run = run;
    }

    @ProcessElement
    public void processElement(@Element VisualizedExam exam, OutputReceiver<StreamEvent> out)
        throws IOException {
      ExamResult row = ExamResult.of(exam, run);
      Publications.Outcome outcome =
          new Publications(stream.output()).publish(row, new Editions(stream.output())::of);
      StreamEvent.Kind kind =
          switch (outcome) {
            case FIRST -> StreamEvent.Kind.PUBLISHED;
            case REPLACED -> StreamEvent.Kind.REPLACED;
            case SAME -> StreamEvent.Kind.SAME;
            case STALE -> StreamEvent.Kind.LEFT;
          };
      out.output(new StreamEvent(kind, row.source().id(), System.currentTimeMillis(), reason(row)));
    }

    private static String reason(ExamResult row) {
      List<StageFailure> failures = row.failures();
      return failures.isEmpty()
          ? ""
          : failures.get(0).stage() + ": " + failures.get(0).failure().reason();
    }
  }
}
