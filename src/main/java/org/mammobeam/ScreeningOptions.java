package org.mammobeam;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.ModelBundle;
import org.mammobeam.beam.RunInfo;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.stage.CentersStage;
import org.mammobeam.stage.ClassifyImageHeatmapsStage;
import org.mammobeam.stage.ClassifyImageStage;
import org.mammobeam.stage.CropStage;
import org.mammobeam.stage.HeatmapsStage;
import org.mammobeam.stage.Stage;

/**
 * What one job is to do, checked and typed.
 *
 * @param input folder of the exams
 * @param examList file that lists them, null where each is a folder of its own
 * @param unlistedFlip whether images are mirrored where no list says so
 * @param models to screen with, null where no stage needs any
 * @param settings that decide over results
 * @param accelerator that the stages with networks ask for, null where they are to run on CPUs
 */
public record ScreeningOptions(
    Folder input,
    @Nullable String examList,
    HorizontalFlip unlistedFlip,
    @Nullable ModelBundle models,
    Settings settings,
    @Nullable String accelerator) {
  /** Name and version of this program. */
  public static final String PROGRAM = "mammobeam 0.1.0";

  CropStage crop() {
    return new CropStage(settings.crop());
  }

  HeatmapsStage heatmaps() {
    return new HeatmapsStage(settings.heatmaps().strideSeed(), settings.precision());
  }

  ClassifyImageStage classifyImage() {
    return new ClassifyImageStage(settings.classify(), settings.precision());
  }

  ClassifyImageHeatmapsStage classifyImageHeatmaps() {
    return new ClassifyImageHeatmapsStage(settings.classify(), settings.precision());
  }

  /** The digests that exams carry. */
  ModelDigests modelDigests() {
    return models == null ? ModelDigests.NONE : models.digests();
  }

  /** What the run says of itself. */
  RunInfo info() {
    List<String> stages =
        Stream.<Stage<?, ?>>of(
                crop(),
                new CentersStage(),
                heatmaps(),
                classifyImage(),
                classifyImageHeatmaps(),
                settings.visualize())
            .map(stage -> "%s, version %d: %s".formatted(stage.name(), stage.version(), stage))
            .toList();
    return new RunInfo(
        PROGRAM, modelDigests(), models == null ? "" : models.bundle().disclaimer(), stages);
  }
}
