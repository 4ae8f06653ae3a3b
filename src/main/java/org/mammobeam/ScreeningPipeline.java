package org.mammobeam;

import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.resourcehints.ResourceHints;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.mammobeam.beam.AssembleExams;
import org.mammobeam.beam.AssembleListedExams;
import org.mammobeam.beam.ChangedExam;
import org.mammobeam.beam.ExamRow;
import org.mammobeam.beam.LookUpExams;
import org.mammobeam.beam.MakeRows;
import org.mammobeam.beam.PublishRun;
import org.mammobeam.beam.ReadExams;
import org.mammobeam.beam.ReshuffleByExam;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunStage;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.Screening;
import org.mammobeam.beam.StageTask;
import org.mammobeam.beam.TableRef;
import org.mammobeam.beam.WorkerSetup;
import org.mammobeam.exam.AssembledExam;
import org.mammobeam.exam.CenteredExam;
import org.mammobeam.exam.CroppedExam;
import org.mammobeam.exam.ImageScoredExam;
import org.mammobeam.exam.MappedExam;
import org.mammobeam.exam.Plan;
import org.mammobeam.exam.PlannedExam;
import org.mammobeam.exam.ScoredExam;
import org.mammobeam.exam.ScreenedExam;
import org.mammobeam.exam.VisualizedExam;
import org.mammobeam.stage.Stage;
import org.mammobeam.stream.ArrivingExams;
import org.mammobeam.stream.Current;
import org.mammobeam.stream.KeepStatus;
import org.mammobeam.stream.PublishExams;
import org.mammobeam.stream.StreamEvent;
import org.mammobeam.stream.StreamKeeper;
import org.mammobeam.stream.TellChanges;
import org.mammobeam.stream.WatchCurrent;

/**
 * The screening of mammography exams as one graph.
 *
 * <p>Elements are references to an exam's files and artifacts; pixels go through the artifact
 * store. Exams of which the fingerprint table says that nothing has changed keep their rows and go
 * past all stages. An exam on which a stage fails goes on with that outcome, and the stages that
 * need the missing result leave it out.
 *
 * @param options what the job is to do
 * @param workers what workers have
 */
public record ScreeningPipeline(ScreeningOptions options, WorkerSetup workers) {
  private static final String MODEL_MEMORY = "12GB";

  /**
   * Builds the whole job: results of the run are in its folder when {@code DONE} is there.
   *
   * @param base the table that exams are looked up in
   */
  public PCollection<RunSummary> build(Pipeline pipeline, RunFolder run, TableRef base) {
    Plan plan = options.plan(workers.maxPixels());
    Screening by = options.screening(plan);

    PCollectionTuple looked =
        pipeline
            .apply("Assemble", assemble())
            .apply("LookUp", LookUpExams.in(base, by, options.recompute().tableRowsInMemory()));
    PCollection<ExamRow> covered = looked.get(LookUpExams.COVERED);
    PCollection<ChangedExam> changed = looked.get(LookUpExams.CHANGED);
    PCollectionTuple read =
        changed
            .apply("Spread", ReshuffleByExam.by(ChangedExam::id))
            .apply("Read", ReadExams.with(options.reader(), run));
    PCollection<ExamRow> screened =
        screen(read.get(ReadExams.TO_SCREEN), run).apply("Rows", MakeRows.of(run));

    return PCollectionList.of(covered)
        .and(read.get(ReadExams.KEPT))
        .and(screened)
        .apply("AllRows", Flatten.pCollections())
        .apply("Publish", PublishRun.of(run, options.info(plan), base, ids(covered, changed)));
  }

  /**
   * Builds the same as a job without end: exams come as their files arrive, by what the stream goes
   * by at that time, and each is published by itself.
   *
   * @param run the stream's folder
   * @param keeper of what it goes by
   */
  public void stream(Pipeline pipeline, RunFolder run, StreamKeeper keeper) {
    PCollection<Current> changes = pipeline.apply("Current", WatchCurrent.of(keeper));
    PCollectionTuple arrived =
        changes.apply(
            "Arrive", ArrivingExams.in(options.reader(), keeper, options.recompute().reprocess()));
    PCollection<StreamEvent> published =
        screen(arrived.get(ArrivingExams.TO_SCREEN), run)
            .apply("Publish", PublishExams.to(keeper.stream(), run));
    PCollectionList.of(arrived.get(ArrivingExams.EVENTS))
        .and(changes.apply("Tell", new TellChanges()))
        .and(published)
        .apply("Events", Flatten.pCollections())
        .apply("Status", KeepStatus.in(keeper.stream().output(), keeper.start()));
  }

  /** The graph of the stages. */
  public PCollection<VisualizedExam> screen(PCollection<PlannedExam> exams, RunFolder run) {
    ScreeningStages stages = options.stages();
    PCollection<CroppedExam> cropped = exams.apply("crop", stage(stages.crop(), run));
    PCollection<CenteredExam> centered = cropped.apply("centers", stage(stages.centers(), run));
    PCollection<ScoredExam> scored =
        centered
            .apply("ToNetworks", ReshuffleByExam.create())
            .apply("Networks", new Networks(run).setResourceHints(hints()))
            .apply("FromNetworks", ReshuffleByExam.create());
    return scored.apply("visualize", stage(stages.visualize(), run));
  }

  /** The stages that want an accelerator: an exam goes through them on one worker. */
  private final class Networks
      extends PTransform<PCollection<CenteredExam>, PCollection<ScoredExam>> {
    private final transient RunFolder run;

    Networks(RunFolder run) {
      this.run = run;
    }

    @Override
    public PCollection<ScoredExam> expand(PCollection<CenteredExam> exams) {
      ScreeningStages stages = options.stages();
      PCollection<MappedExam> mapped = exams.apply("heatmaps", stage(stages.heatmaps(), run));
      PCollection<ImageScoredExam> byImage =
          mapped.apply("classify-image", stage(stages.classifyImage(), run));
      return byImage.apply("classify-image-heatmaps", stage(stages.classifyImageHeatmaps(), run));
    }
  }

  private PTransform<PBegin, PCollection<AssembledExam>> assemble() {
    return options.examList() == null
        ? AssembleExams.in(options.input())
        : AssembleListedExams.of(options.input(), options.examList());
  }

  private <I extends ScreenedExam, O extends ScreenedExam> RunStage<I, O> stage(
      Stage<I, O> stage, RunFolder run) {
    boolean asked = options.settings().stages().contains(stage.name());
    StageTask.Mode mode = StageTask.Mode.of(asked, options.recompute().reprocess());
    Map<String, String> origin = Map.of("run", run.id(), "program", ScreeningOptions.PROGRAM);
    return RunStage.of(stage, workers).doing(new StageTask(mode, origin));
  }

  private static PCollection<String> ids(
      PCollection<ExamRow> covered, PCollection<ChangedExam> changed) {
    return PCollectionList.of(
            covered.apply("Covered", MapElements.into(TypeDescriptors.strings()).via(ExamRow::id)))
        .and(
            changed.apply(
                "Changed", MapElements.into(TypeDescriptors.strings()).via(ChangedExam::id)))
        .apply("Found", Flatten.pCollections());
  }

  private ResourceHints hints() {
    return options.accelerator() == null
        ? ResourceHints.create()
        : ResourceHints.create().withAccelerator(options.accelerator()).withMinRam(MODEL_MEMORY);
  }
}
