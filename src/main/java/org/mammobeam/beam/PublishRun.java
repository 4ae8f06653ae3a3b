package org.mammobeam.beam;

import java.io.IOException;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Writes the results of a run and publishes it: the last step of the job, so that it happens
 * whether or not somebody still waits for the job. What lies at the top of the output folder are
 * copies, made afterwards.
 */
public final class PublishRun extends PTransform<PCollection<ExamRow>, PCollection<RunSummary>> {
  private final RunFolder run;
  private final RunInfo info;
  private final TableRef base;
  private final PCollection<String> assembled;

  private PublishRun(RunFolder run, RunInfo info, TableRef base, PCollection<String> assembled) {
    this.run = run;
    this.info = info;
    this.base = base;
    this.assembled = assembled;
  }

  /**
   * Publishes the rows of exams.
   *
   * @param base the table that rows were taken over from
   * @param assembled IDs of the exams that were found, against which the rows are counted
   */
  public static PublishRun of(
      RunFolder run, RunInfo info, TableRef base, PCollection<String> assembled) {
    return new PublishRun(run, info, base, assembled);
  }

  @Override
  public PCollection<RunSummary> expand(PCollection<ExamRow> rows) {
    PCollection<RunSummary> published =
        PCollectionList.of(written(rows))
            .and(found())
            .apply("Parts", Flatten.pCollections())
            .apply("Gather", Combine.globally(RunParts::sum))
            .apply("Publish", ParDo.of(new Fn(run, info, base)))
            .setCoder(SerializableCoder.of(RunSummary.class));
    published.apply("Overlays", new CopyOverlays(run, base));
    return published;
  }

  private PCollection<RunParts> written(PCollection<ExamRow> rows) {
    return rows.apply("Rows", new WriteRows(run))
        .apply(
            "Written", MapElements.into(TypeDescriptor.of(RunParts.class)).via(RunParts::written))
        .setCoder(SerializableCoder.of(RunParts.class));
  }

  private PCollection<RunParts> found() {
    return assembled
        .apply("Found", MapElements.into(TypeDescriptor.of(ExamSet.class)).via(ExamSet::of))
        .setCoder(SerializableCoder.of(ExamSet.class))
        .apply("Count", Combine.globally(ExamSet::sum))
        .apply(
            "Assembled", MapElements.into(TypeDescriptor.of(RunParts.class)).via(RunParts::found))
        .setCoder(SerializableCoder.of(RunParts.class));
  }

  static final class Fn extends DoFn<RunParts, RunSummary> {
    private final RunFolder run;
    private final RunInfo info;
    private final TableRef base;

    Fn(RunFolder run, RunInfo info, TableRef base) {
      this.run = run;
      this.info = info;
      this.base = base;
    }

    @ProcessElement
    public void processElement(@Element RunParts parts, OutputReceiver<RunSummary> out)
        throws IOException {
      out.output(new RunPublisher(run, info, base).publish(parts.segments(), parts.assembled()));
    }
  }
}
