package org.mammobeam;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mammobeam.beam.ExamReader;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.ModelBundle;
import org.mammobeam.beam.RunInfo;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.exam.Plan;
import org.mammobeam.exam.Plan.PlannedStage;

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
    @Nullable String accelerator) {
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

  /** Reads the exams of the input. */
  public ExamReader reader() {
    return new ExamReader(input, modelDigests(), unlistedFlip, recompute.rehash());
  }

  /** What the run says of itself. */
  RunInfo info(Plan plan) {
    String disclaimer = models == null ? "" : models.bundle().disclaimer();
    return new RunInfo(PROGRAM, disclaimer, plan, recompute.task());
  }
}
