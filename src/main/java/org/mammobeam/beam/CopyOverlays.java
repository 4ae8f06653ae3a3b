package org.mammobeam.beam;

import java.io.IOException;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Copies the painted images of a published run to where people look for them, and takes away those
 * of exams that are gone.
 */
final class CopyOverlays extends PTransform<PCollection<RunSummary>, PDone> {
  private final RunFolder run;
  private final TableRef base;

  CopyOverlays(RunFolder run, TableRef base) {
    this.run = run;
    this.base = base;
  }

  @Override
  public PDone expand(PCollection<RunSummary> published) {
    PCollection<String> copied =
        published
            .apply("Begin", ParDo.of(new Begin(run, base)))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()))
            .apply("Spread", Reshuffle.of())
            .apply("Copy", ParDo.of(new Copy(run.output())))
            .setCoder(StringUtf8Coder.of());
    published.apply("Copied", Wait.on(copied)).apply("End", ParDo.of(new End(run.output())));
    return PDone.in(published.getPipeline());
  }

  /** Gives files of rows, each with the run whose rows' images are copied. */
  static final class Begin extends DoFn<RunSummary, KV<String, String>> {
    private final RunFolder run;
    private final TableRef base;

    Begin(RunFolder run, TableRef base) {
      this.run = run;
      this.base = base;
    }

    @ProcessElement
    public void processElement(@Element RunSummary summary, OutputReceiver<KV<String, String>> out)
        throws IOException {
      String onlyOf = new OverlayCopies(run.output()).begin(summary, base);
      for (String rows : summary.filesIn(run.path(Segment.ROWS))) {
        out.output(KV.of(rows, onlyOf));
      }
    }
  }

  static final class Copy extends DoFn<KV<String, String>, String> {
    private final Folder output;

    Copy(Folder output) {
      this.output = output;
    }

    @ProcessElement
    public void processElement(@Element KV<String, String> rows, OutputReceiver<String> out)
        throws IOException {
      new OverlayCopies(output).copy(rows.getKey(), rows.getValue());
      out.output(rows.getKey());
    }
  }

  static final class End extends DoFn<RunSummary, Void> {
    private final Folder output;

    End(Folder output) {
      this.output = output;
    }

    @ProcessElement
    public void processElement(@Element RunSummary summary) throws IOException {
      new OverlayCopies(output).end(summary.run());
    }
  }
}
