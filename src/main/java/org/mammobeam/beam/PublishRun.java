package org.mammobeam.beam;

import java.io.IOException;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.mammobeam.exam.AssembledExam;
import org.mammobeam.exam.ScreenedExam;

/**
 * Writes the results of a run and publishes it: the last step of the job, so that it happens
 * whether or not somebody still waits for the job. What lies at the top of the output folder are
 * copies, made afterwards.
 *
 * @param <E> exams behind their last stage
 */
public final class PublishRun<E extends ScreenedExam>
    extends PTransform<PCollection<E>, PCollection<RunSummary>> {
  private final RunFolder run;
  private final RunInfo info;
  private final PCollection<AssembledExam> assembled;
  private final WorkerSetup workers;

  private PublishRun(
      RunFolder run, RunInfo info, PCollection<AssembledExam> assembled, WorkerSetup workers) {
    this.run = run;
    this.info = info;
    this.assembled = assembled;
    this.workers = workers;
  }

  /**
   * Publishes the screened exams.
   *
   * @param assembled the exams that were found, against which the rows are counted
   * @param workers give the store that painted images are copied from
   */
  public static <E extends ScreenedExam> PublishRun<E> of(
      RunFolder run, RunInfo info, PCollection<AssembledExam> assembled, WorkerSetup workers) {
    return new PublishRun<>(run, info, assembled, workers);
  }

  @Override
  public PCollection<RunSummary> expand(PCollection<E> exams) {
    PCollection<RunSummary> published =
        PCollectionList.of(written(exams))
            .and(found())
            .apply("Parts", Flatten.pCollections())
            .apply("Gather", Combine.globally(RunParts::sum))
            .apply("Publish", ParDo.of(new Fn(run, info)))
            .setCoder(SerializableCoder.of(RunSummary.class));
    exams
        .apply("Published", Wait.on(published))
        .apply("Overlays", new CopyOverlays<>(run.output(), workers));
    return published;
  }

  private PCollection<RunParts> written(PCollection<E> exams) {
    return exams
        .apply("Rows", new WriteRows<>(run))
        .apply(
            "Written", MapElements.into(TypeDescriptor.of(RunParts.class)).via(RunParts::written))
        .setCoder(SerializableCoder.of(RunParts.class));
  }

  private PCollection<RunParts> found() {
    return assembled
        .apply(
            "Found",
            MapElements.into(TypeDescriptor.of(ExamSet.class))
                .via(exam -> ExamSet.of(exam.files().id())))
        .setCoder(SerializableCoder.of(ExamSet.class))
        .apply("Count", Combine.globally(ExamSet::sum))
        .apply(
            "Assembled", MapElements.into(TypeDescriptor.of(RunParts.class)).via(RunParts::found))
        .setCoder(SerializableCoder.of(RunParts.class));
  }

  static final class Fn extends DoFn<RunParts, RunSummary> {
    private final RunFolder run;
    private final RunInfo info;

    Fn(RunFolder run, RunInfo info) {
      this.run = run;
      this.info = info;
    }

    @ProcessElement
    public void processElement(@Element RunParts parts, OutputReceiver<RunSummary> out)
        throws IOException {
      out.output(new RunPublisher(run, info).publish(parts.segments(), parts.assembled()));
    }
  }
}
