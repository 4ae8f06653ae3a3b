package org.mammobeam;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.resourcehints.ResourceHints;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.mammobeam.beam.AssembleExams;
import org.mammobeam.beam.AssembleListedExams;
import org.mammobeam.beam.PublishRun;
import org.mammobeam.beam.ReadExams;
import org.mammobeam.beam.ReshuffleByExam;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunStage;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.WorkerSetup;
import org.mammobeam.exam.AssembledExam;
import org.mammobeam.exam.CenteredExam;
import org.mammobeam.exam.CroppedExam;
import org.mammobeam.exam.ImageScoredExam;
import org.mammobeam.exam.MappedExam;
import org.mammobeam.exam.ScoredExam;
import org.mammobeam.exam.ScreenedExam;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.VisualizedExam;
import org.mammobeam.stage.CentersStage;
import org.mammobeam.stage.Stage;

/**
 * The screening of mammography exams as one graph.
 *
 * <p>Elements are references to an exam's files and artifacts; pixels go through the artifact
 * store. An exam on which a stage fails goes on with that outcome, and the stages that need the
 * missing result leave it out.
 *
 * @param options what the job is to do
 * @param workers what workers have
 */
public record ScreeningPipeline(ScreeningOptions options, WorkerSetup workers) {
  private static final String MODEL_MEMORY = "12GB";

  /** Builds the whole job: results of the run are in its folder when {@code DONE} is there. */
  public PCollection<RunSummary> build(Pipeline pipeline, RunFolder run) {
    PCollection<AssembledExam> assembled = pipeline.apply("Assemble", assemble());
    return screen(assembled)
        .apply("Publish", PublishRun.of(run, options.info(), assembled, workers));
  }

  /** The graph: the exams through all stages. */
  public PCollection<VisualizedExam> screen(PCollection<AssembledExam> assembled) {
    PCollection<SourceExam> exams =
        assembled.apply(
            "Read", ReadExams.of(options.input(), options.modelDigests(), options.unlistedFlip()));
    PCollection<CroppedExam> cropped = exams.apply("crop", run(options.crop()));
    PCollection<CenteredExam> centered = cropped.apply("centers", run(new CentersStage()));
    PCollection<ScoredExam> scored =
        centered
            .apply("ToNetworks", ReshuffleByExam.create())
            .apply("Networks", new Networks().setResourceHints(hints()))
            .apply("FromNetworks", ReshuffleByExam.create());
    return scored.apply("visualize", run(options.settings().visualize()));
  }

  /** The stages that want an accelerator: an exam goes through them on one worker. */
  private final class Networks
      extends PTransform<PCollection<CenteredExam>, PCollection<ScoredExam>> {
    @Override
    public PCollection<ScoredExam> expand(PCollection<CenteredExam> exams) {
      PCollection<MappedExam> mapped = exams.apply("heatmaps", run(options.heatmaps()));
      PCollection<ImageScoredExam> byImage =
          mapped.apply("classify-image", run(options.classifyImage()));
      return byImage.apply("classify-image-heatmaps", run(options.classifyImageHeatmaps()));
    }
  }

  private PTransform<PBegin, PCollection<AssembledExam>> assemble() {
    return options.examList() == null
        ? AssembleExams.in(options.input())
        : AssembleListedExams.of(options.input(), options.examList());
  }

  private <I extends ScreenedExam, O extends ScreenedExam> RunStage<I, O> run(Stage<I, O> stage) {
    return RunStage.of(stage, workers)
        .computing(options.settings().stages().contains(stage.name()));
  }

  private ResourceHints hints() {
    return options.accelerator() == null
        ? ResourceHints.create()
        : ResourceHints.create().withAccelerator(options.accelerator()).withMinRam(MODEL_MEMORY);
  }
}
