package org.mammobeam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;
import org.mammobeam.algorithm.AugmentationWindows;
import org.mammobeam.algorithm.BreastCropper;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.artifact.ArtifactStore;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.beam.BaseRun;
import org.mammobeam.beam.FileArtifactStore;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.FormulaModels;
import org.mammobeam.beam.KnownRow;
import org.mammobeam.beam.ModelBundle;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunResults;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.TableRef;
import org.mammobeam.beam.WorkerSetup;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.exam.ScreenedExam;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.history.Planner;
import org.mammobeam.history.ScreeningPlan;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.BundleFile;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.Models;
import org.mammobeam.model.Precision;
import org.mammobeam.stage.ColourMap;
import org.mammobeam.stage.Reads;
import org.mammobeam.stage.SourceFiles;
import org.mammobeam.stage.Stage;
import org.mammobeam.stage.StageContext;
import org.mammobeam.stage.VisualizeStage;
import org.mammobeam.table.Reprocess;

/** Plans and runs with networks that are formulas; everything that may change is a field. */
final class TestScreening {
  /** Settings for small exams. */
  static final Settings SMALL =
      new Settings(
          Settings.STAGES,
          Precision.FLOAT32,
          new BreastCropper(20, 10),
          new Settings.Heatmaps(0),
          new AugmentationWindows(1, 0, 10, 10),
          new VisualizeStage(100, ColourMap.RED_GREEN));

  Path input;
  Path output;
  Settings settings = SMALL;
  Set<ModelRole> others = Set.of();
  String bundleName = "formulas";
  String raised = "";
  Reprocess reprocess = Reprocess.CHANGED;
  boolean rehash;
  String exams = "";
  long tableRowsInMemory = Recompute.DEFAULT_TABLE_ROWS;
  String trouble = "";
  String replaced = "";
  String removed = "";
  String[] arguments = {"--enforceImmutability=false"};
  @Nullable String accelerator;

  TestScreening(Path input, Path output) {
    this.input = input;
    this.output = output;
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  Path file(String path) {
    return input.resolve(path);
  }

  void crop(BreastCropper crop) {
    settings = with(crop, settings.heatmaps(), settings.classify(), settings.visualize());
  }

  void heatmaps(Settings.Heatmaps heatmaps) {
    settings = with(settings.crop(), heatmaps, settings.classify(), settings.visualize());
  }

  void classify(AugmentationWindows classify) {
    settings = with(settings.crop(), settings.heatmaps(), classify, settings.visualize());
  }

  void visualize(VisualizeStage visualize) {
    settings = with(settings.crop(), settings.heatmaps(), settings.classify(), visualize);
  }

  private Settings with(
      BreastCropper crop,
      Settings.Heatmaps heatmaps,
      AugmentationWindows classify,
      VisualizeStage visualize) {
    return new Settings(
        settings.stages(), settings.precision(), crop, heatmaps, classify, visualize);
  }

  ScreeningPlan plan() throws IOException {
    return new Planner(options(), workers(), base(), PipelineOptionsFactory.create()).plan();
  }

  RunSummary run() throws IOException {
    TableRef base = base();
    RunFolder run = RunFolder.start(folder(), base.run(), true);
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(arguments).create());
    pipeline().build(pipeline, run, base);
    pipeline.run().waitUntilFinish();
    return RunResults.summary(run);
  }

  ScreeningPipeline pipeline() {
    return new ScreeningPipeline(options(), workers());
  }

  /** The rows of a run by exam; what a run took over from another counts as reused. */
  Map<String, ExamResult> rows(RunSummary run) throws IOException {
    Map<String, ExamResult> rows = new TreeMap<>();
    List<KnownRow> known = new ArrayList<>();
    RunResults.table(new RunFolder(folder(), run.run())).forEach(known::add);
    for (KnownRow row : known) {
      ExamResult result = row.read(folder());
      boolean own = result.run().equals(run.run());
      rows.put(result.source().id(), own ? result : result.keptBy(run.run(), result.source()));
    }
    return rows;
  }

  /** The files of results at the top of the output folder. */
  Map<String, String> results() throws IOException {
    Map<String, String> results = new TreeMap<>();
    for (String file :
        List.of(
            "predictions/image_predictions.csv",
            "predictions/imageheatmaps_predictions.csv",
            "predictions/predictions.jsonl",
            "failures.jsonl")) {
      results.put(file, Files.readString(output.resolve(file)));
    }
    return results;
  }

  /** How many artifacts there are, by stage. */
  Map<String, Integer> artifacts() throws IOException {
    Map<String, Integer> artifacts = new HashMap<>();
    try (Stream<Path> files = Files.walk(output.resolve("artifacts"))) {
      files
          .filter(file -> file.endsWith("manifest.json"))
          .forEach(
              file ->
                  artifacts.merge(
                      output.resolve("artifacts").relativize(file).getName(0).toString(),
                      1,
                      Integer::sum));
    }
    return artifacts;
  }

  Folder folder() {
    return new Folder(output.toString());
  }

  private TableRef base() throws IOException {
    return BaseRun.find(folder(), refusal -> {});
  }

  ScreeningOptions options() {
    return new ScreeningOptions(
        new Folder(input.toString()),
        null,
        HorizontalFlip.NO,
        bundle(),
        settings,
        stages(),
        new Recompute(reprocess, rehash, exams, tableRowsInMemory),
        accelerator);
  }

  ModelBundle bundle() {
    return bundle(bundleName, others);
  }

  private static ModelBundle bundle(String name, Set<ModelRole> others) {
    Map<ModelRole, BundleFile> files = new EnumMap<>(ModelRole.class);
    for (ModelRole role : ModelRole.values()) {
      String weights = role.label() + (others.contains(role) ? " B" : " A");
      files.put(role, BundleFile.of(role + ".pt", weights.getBytes(UTF_8)));
    }
    List<String> classes = List.of("malignant", "benign", "c", "d");
    return new ModelBundle(
        new Folder("none"),
        new Bundle(name, "formulas", classes, files, "none", "Formulas.", Map.of()));
  }

  private ScreeningStages stages() {
    ScreeningStages stages = ScreeningStages.of(settings);
    return new ScreeningStages(
        raise(stages.crop()),
        raise(stages.centers()),
        stages.heatmaps(),
        stages.classifyImage(),
        stages.classifyImageHeatmaps(),
        stages.visualize());
  }

  private <I extends ScreenedExam, O extends ScreenedExam> Stage<I, O> raise(Stage<I, O> stage) {
    return stage.name().equals(raised) ? new Raised<>(stage) : stage;
  }

  WorkerSetup workers() {
    return new Workers(new Folder(input.toString()), folder(), trouble, replaced, removed);
  }

  /**
   * A file that cannot be read is trouble of the worker; others change between the digest and the
   * crop.
   */
  private record Workers(
      Folder input, Folder output, String trouble, String replaced, String removed)
      implements WorkerSetup {
    @Override
    public ArtifactStore store() {
      return new FileArtifactStore(output);
    }

    @Override
    public SourceFiles sources() {
      return path -> {
        if (path.equals(trouble)) {
          throw new IOException("the disk is away");
        }
        if (path.equals(replaced)) {
          SyntheticExam.rewrite(Path.of(input.uri(), path), List.of(1, 1, 3));
        }
        if (path.equals(removed)) {
          Files.delete(Path.of(input.uri(), path));
        }
        return input.open(path);
      };
    }

    @Override
    public Models networks(ModelDigests models) {
      Map<String, Fingerprint> usual = bundle("usual", Set.of()).digests().byRole();
      Set<ModelRole> others = EnumSet.noneOf(ModelRole.class);
      for (ModelRole role : ModelRole.values()) {
        if (!Objects.equals(usual.get(role.label()), models.byRole().get(role.label()))) {
          others.add(role);
        }
      }
      return new FormulaModels(others);
    }

    @Override
    public long maxPixels() {
      return 100_000_000;
    }
  }

  /** The next version of a stage, which makes the same. */
  private record Raised<I extends ScreenedExam, O extends ScreenedExam>(Stage<I, O> stage)
      implements Stage<I, O> {
    @Override
    public String name() {
      return stage.name();
    }

    @Override
    public int version() {
      return stage.version() + 1;
    }

    @Override
    public Class<O> output() {
      return stage.output();
    }

    @Override
    public Reads reads(I exam) {
      return stage.reads(exam);
    }

    @Override
    public void compute(I exam, StageContext context, ArtifactDraft draft)
        throws UnprocessableExamException, IOException {
      stage.compute(exam, context, draft);
    }

    @Override
    public O next(I exam, StageOutcome outcome) {
      return stage.next(exam, outcome);
    }

    @Override
    public String toString() {
      return stage.toString();
    }
  }
}
