package org.mammobeam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.util.construction.PipelineTranslation;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.algorithm.AugmentationWindows;
import org.mammobeam.algorithm.BreastCropper;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.beam.AssembleExams;
import org.mammobeam.beam.ExamFolders;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.FormulaModels;
import org.mammobeam.beam.LookUpExams;
import org.mammobeam.beam.MakeRows;
import org.mammobeam.beam.PublishRun;
import org.mammobeam.beam.ReadExams;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunResults;
import org.mammobeam.beam.RunStage;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.StageCount;
import org.mammobeam.beam.TableRef;
import org.mammobeam.exam.Plan;
import org.mammobeam.exam.PlannedExam;
import org.mammobeam.exam.ScreenedExam;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.exam.VisualizedExam;
import org.mammobeam.model.Precision;
import org.mammobeam.stage.ColourMap;
import org.mammobeam.stage.Reads;
import org.mammobeam.stage.Stage;
import org.mammobeam.stage.StageContext;
import org.mammobeam.stage.VisualizeStage;

/** The whole graph with networks that are formulas. */
final class ScreeningPipelineTest {
  private static final Settings QUICK =
      new Settings(
          Settings.STAGES,
          Precision.FLOAT32,
          BreastCropper.REFERENCE,
          new Settings.Heatmaps(0),
          new AugmentationWindows(1, 0, 100, 100),
          new VisualizeStage(200, ColourMap.RED_GREEN));

  @TempDir Path folder;

  private TestScreening screening(Path input, Settings settings, String... arguments) {
    TestScreening screening = new TestScreening(input, folder.resolve("out"));
    screening.settings = settings;
    screening.arguments = arguments;
    screening.accelerator = "type:gpu;count:1";
    return screening;
  }

  private Path input() {
    Path input = folder.resolve("exams");
    ExamFolders.copyGolden("syn_small", input);
    new SyntheticExam(700, 560, true, false).write(input.resolve("comma, \"quote\" and ümlaut"));
    ExamFolders.copyGolden("syn_wide", input);
    return input;
  }

  private static List<String> counts(RunSummary summary) {
    return summary.stages().stream()
        .map(
            count ->
                "%s %d %d %d %d"
                    .formatted(
                        count.stage(),
                        count.computed(),
                        count.reused(),
                        count.failed(),
                        count.notRun()))
        .toList();
  }

  private static long sum(RunSummary summary, java.util.function.ToLongFunction<StageCount> of) {
    return summary.stages().stream().mapToLong(of).sum();
  }

  @Test
  void screensEveryExamAndReusesAllTheSecondTime() throws IOException, InterruptedException {
    Path input = input();
    Path output = folder.resolve("out");
    RunSummary first = screening(input, QUICK).run();
    assertEquals(3, first.exams().count());
    assertEquals(0, first.failedExams());
    assertEquals(18, sum(first, StageCount::computed));
    assertEquals(0, FormulaModels.openInTheEnd());

    Path csv = output.resolve("predictions/imageheatmaps_predictions.csv");
    List<String> lines = Files.readAllLines(csv);
    assertEquals("exam_id,left_benign,right_benign,left_malignant,right_malignant", lines.get(0));
    assertTrue(lines.get(1).startsWith("\"comma, \"\"quote\"\" and ümlaut\",0."), lines.get(1));
    assertTrue(lines.get(2).startsWith("syn_small,0."), lines.get(2));
    assertTrue(lines.get(3).startsWith("syn_wide,0."), lines.get(3));
    byte[] predictions = Files.readAllBytes(output.resolve("predictions/predictions.jsonl"));

    RunSummary second = screening(input, QUICK).run();
    assertEquals(18, sum(second, StageCount::reused));
    assertEquals(0, sum(second, StageCount::computed));
    assertEquals(
        new String(predictions, UTF_8),
        Files.readString(output.resolve("predictions/predictions.jsonl")));
    assertTrue(first.run().compareTo(second.run()) < 0);
    assertTrue(Files.exists(output.resolve("report/index.html")));
  }

  @Test
  void resultsAreTheSameBytesForAnyParallelismAndOrder() throws IOException {
    Path input = input();
    Set<String> results = new TreeSet<>();
    for (int parallelism = 1; parallelism <= 3; parallelism++) {
      Path renamed = folder.resolve("exams" + parallelism);
      Files.move(parallelism == 1 ? input : folder.resolve("exams" + (parallelism - 1)), renamed);
      TestScreening screening = screening(renamed, QUICK, "--targetParallelism=" + parallelism);
      screening.output = folder.resolve("out" + parallelism);
      assertEquals(18, sum(screening.run(), StageCount::computed));
      results.add(screening.results().toString());
    }
    assertEquals(1, results.size());
  }

  @Test
  void stagesThatAreNotAskedForAreLeftOut() throws IOException {
    Path input = folder.resolve("exams");
    ExamFolders.copyGolden("syn_small", input);
    RunSummary first = screening(input, QUICK.withStages(List.of("crop", "centers"))).run();
    assertEquals(
        List.of(
            "crop 1 0 0 0",
            "centers 1 0 0 0",
            "heatmaps 0 0 0 1",
            "classify-image 0 0 0 1",
            "classify-image-heatmaps 0 0 0 1",
            "visualize 0 0 0 1"),
        counts(first));
    RunSummary second = screening(input, QUICK.withStages(List.of("heatmaps", "classify"))).run();
    assertEquals(
        List.of(
            "crop 0 1 0 0",
            "centers 0 1 0 0",
            "heatmaps 1 0 0 0",
            "classify-image 1 0 0 0",
            "classify-image-heatmaps 1 0 0 0",
            "visualize 0 0 0 1"),
        counts(second));
  }

  /** All that it takes to add a stage: this record, and the line in the test. */
  private record CountImages() implements Stage<VisualizedExam, CountImages.Counted> {
    private record Counted(VisualizedExam before, StageOutcome count) implements ScreenedExam {
      @Override
      public PlannedExam planned() {
        return before.planned();
      }

      @Override
      public List<StageOutcome> outcomes() {
        return java.util.stream.Stream.concat(
                before.outcomes().stream(), java.util.stream.Stream.of(count))
            .toList();
      }
    }

    @Override
    public String name() {
      return "count-images";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public Class<Counted> output() {
      return Counted.class;
    }

    @Override
    public Reads reads(VisualizedExam exam) {
      return Reads.viewsOf(exam.source());
    }

    @Override
    public void compute(VisualizedExam exam, StageContext context, ArtifactDraft draft)
        throws IOException {
      String count = Integer.toString(exam.source().images().size());
      try (OutputStream out = draft.create("count", "count.txt")) {
        out.write(count.getBytes(UTF_8));
      }
      draft.content("count", Sha256.of(count.getBytes(UTF_8)));
    }

    @Override
    public Counted next(VisualizedExam exam, StageOutcome outcome) {
      return new Counted(exam, outcome);
    }
  }

  @Test
  void aStageIsAddedWithOneRecordAndOneLine() throws IOException {
    Path input = folder.resolve("exams");
    ExamFolders.copyGolden("syn_small", input);
    ScreeningPipeline screening = screening(input, QUICK.withStages(List.of("crop"))).pipeline();
    ScreeningOptions options = screening.options();
    Plan plan = options.plan(screening.workers().maxPixels());
    Folder output = new Folder(folder.resolve("out").toString());
    TableRef base = TableRef.none(output);
    RunFolder run = RunFolder.start(output, "", true);
    Pipeline pipeline = Pipeline.create();
    PCollection<PlannedExam> exams =
        pipeline
            .apply(AssembleExams.in(options.input()))
            .apply(LookUpExams.in(base, options.screening(plan), 10))
            .get(LookUpExams.CHANGED)
            .apply(ReadExams.with(options.reader(), run))
            .get(ReadExams.TO_SCREEN);
    screening
        .screen(exams, run)
        .apply("count-images", RunStage.of(new CountImages(), screening.workers()))
        .apply(MakeRows.of(run))
        .apply(
            "Publish",
            PublishRun.of(
                run,
                options.info(plan),
                base,
                exams.apply(
                    MapElements.into(TypeDescriptors.strings()).via(exam -> exam.source().id()))));
    pipeline.run().waitUntilFinish();
    assertEquals(
        "count-images 1 0 0 0", counts(RunResults.summary(run)).get(Settings.STAGES.size()));
  }

  @Test
  void hintsAreOnTheNetworksAndOnNothingElse() {
    Pipeline pipeline = Pipeline.create();
    screening(folder, QUICK)
        .pipeline()
        .build(
            pipeline,
            new RunFolder(new Folder(folder.toString()), "000001-00000000"),
            TableRef.none(new Folder(folder.toString())));
    RunnerApi.Components components = PipelineTranslation.toProto(pipeline).getComponents();
    Set<String> hinted = new TreeSet<>();
    Set<String> plain = new TreeSet<>();
    components
        .getTransformsMap()
        .values()
        .forEach(
            transform -> {
              RunnerApi.Environment environment =
                  Objects.requireNonNull(
                      components
                          .getEnvironmentsMap()
                          .getOrDefault(
                              transform.getEnvironmentId(),
                              RunnerApi.Environment.getDefaultInstance()));
              boolean has =
                  environment.getResourceHintsMap().keySet().stream()
                      .anyMatch(hint -> hint.contains("accelerator") || hint.contains("min_ram"));
              (has ? hinted : plain).add(transform.getUniqueName());
            });
    assertTrue(!hinted.isEmpty());
    assertTrue(hinted.stream().allMatch(name -> name.startsWith("Networks/")), hinted.toString());
    assertTrue(
        hinted.containsAll(
            Set.of(
                "Networks/heatmaps/Run/ParMultiDo(Fn)",
                "Networks/classify-image/Run/ParMultiDo(Fn)",
                "Networks/classify-image-heatmaps/Run/ParMultiDo(Fn)")),
        hinted.toString());
    assertTrue(
        plain.stream()
            .filter(name -> name.startsWith("Networks/"))
            .noneMatch(name -> name.contains("ParMultiDo")),
        plain.toString());
  }
}
