package org.mammobeam;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mammobeam.beam.ExamReader;
import org.mammobeam.beam.FileWorkers;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.ModelBundle;
import org.mammobeam.beam.RunInfo;
import org.mammobeam.beam.RunTask;
import org.mammobeam.beam.Screening;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.exam.Plan;
import org.mammobeam.exam.Plan.PlannedStage;
import org.mammobeam.stream.BundleWatch;
import org.mammobeam.stream.StreamKeeper;

/**
 * What one job is to do, checked and typed.
 *
 * @param input folder of the exams
 * @param examList file that lists them, null where each is a folder of its own
 * @param unlistedFlip whether images are mirrored where no list says so
 * @param models to screen with, null where no stage needs any
 * @param settings that decide over results
 * @param stages by these settings
 * @param recompute which exams it works on
 * @param accelerator that the stages with networks ask for, null where they are to run on CPUs
 */
public record ScreeningOptions(
    Folder input,
    @Nullable String examList,
    HorizontalFlip unlistedFlip,
    @Nullable ModelBundle models,
    Settings settings,
    ScreeningStages stages,
    Recompute recompute,
    @Nullable String accelerator)
    implements Serializable {
  /** Name and version of this program. */
  public static final String PROGRAM = "mammobeam 0.1.0";

  /** The digests that exams carry. */
  ModelDigests modelDigests() {
    return models == null ? ModelDigests.NONE : models.digests();
  }

  /**
   * All that decides over results besides the exams' files.
   *
   * @param maxPixels images with more pixels are refused
   */
  public Plan plan(long maxPixels) {
    List<PlannedStage> planned =
        stages.list().stream()
            .map(stage -> new PlannedStage(stage.name(), stage.version(), stage.toString()))
            .toList();
    return new Plan(planned, settings.stages(), modelDigests(), unlistedFlip, maxPixels);
  }

  /** What exams are screened by. */
  Screening screening(Plan plan) {
    return new Screening(recompute.rule(plan), plan.models());
  }

  /** Reads the exams of the input. */
  public ExamReader reader() {
    return new ExamReader(input, unlistedFlip, recompute.rehash());
  }

  /**
   * The bundles of a stream.
   *
   * @param place where they are put
   */
  public BundleWatch bundles(Folder place, FileWorkers workers) {
    long maxPixels = workers.maxPixels();
    return new BundleWatch(place, workers.output(), bundle -> with(bundle).streamInfo(maxPixels));
  }

  private ScreeningOptions with(ModelBundle bundle) {
    return new ScreeningOptions(
        input, examList, unlistedFlip, bundle, settings, stages, recompute, accelerator);
  }

  private RunInfo streamInfo(long maxPixels) {
    RunInfo info = info(plan(maxPixels));
    String policy = StreamKeeper.TASK + ", " + info.task().policy();
    return new RunInfo(
        info.program(), info.disclaimer(), info.plan(), new RunTask(policy, false, ""));
  }

  /** What the run says of itself. */
  RunInfo info(Plan plan) {
    String disclaimer = models == null ? "" : models.bundle().disclaimer();
    return new RunInfo(PROGRAM, disclaimer, plan, recompute.task());
  }
}
