package org.mammobeam;

import java.io.Serializable;
import java.util.List;
import org.mammobeam.exam.CenteredExam;
import org.mammobeam.exam.CroppedExam;
import org.mammobeam.exam.ImageScoredExam;
import org.mammobeam.exam.MappedExam;
import org.mammobeam.exam.PlannedExam;
import org.mammobeam.exam.ScoredExam;
import org.mammobeam.exam.VisualizedExam;
import org.mammobeam.stage.CentersStage;
import org.mammobeam.stage.ClassifyImageHeatmapsStage;
import org.mammobeam.stage.ClassifyImageStage;
import org.mammobeam.stage.CropStage;
import org.mammobeam.stage.HeatmapsStage;
import org.mammobeam.stage.Stage;

/**
 * The stages with their settings, in their order: each takes what the one before gives.
 *
 * @param crop cuts the breasts out
 * @param centers finds where the classifiers look
 * @param heatmaps classifies patches
 * @param classifyImage classifies by images
 * @param classifyImageHeatmaps classifies by images and heatmaps
 * @param visualize paints heatmaps
 */
public record ScreeningStages(
    Stage<PlannedExam, CroppedExam> crop,
    Stage<CroppedExam, CenteredExam> centers,
    Stage<CenteredExam, MappedExam> heatmaps,
    Stage<MappedExam, ImageScoredExam> classifyImage,
    Stage<ImageScoredExam, ScoredExam> classifyImageHeatmaps,
    Stage<ScoredExam, VisualizedExam> visualize)
    implements Serializable {
  /** The stages as settings have them. */
  public static ScreeningStages of(Settings settings) {
    return new ScreeningStages(
        new CropStage(settings.crop()),
        new CentersStage(),
        new HeatmapsStage(settings.heatmaps().strideSeed(), settings.precision()),
        new ClassifyImageStage(settings.classify(), settings.precision()),
        new ClassifyImageHeatmapsStage(settings.classify(), settings.precision()),
        settings.visualize());
  }

  /** In their order. */
  public List<Stage<?, ?>> list() {
    return List.of(crop, centers, heatmaps, classifyImage, classifyImageHeatmaps, visualize);
  }
}
