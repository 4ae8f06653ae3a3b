package org.mammobeam.stage;

import java.io.IOException;
import org.mammobeam.algorithm.AugmentationWindows;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.exam.ImageScoredExam;
import org.mammobeam.exam.ScoredExam;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.model.ExamClassifier;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.Precision;

/**
 * Asks the four-view network that sees images and their heatmaps.
 *
 * @param augmentation draws the windows that it sees
 * @param precision of the network
 */
public record ClassifyImageHeatmapsStage(AugmentationWindows augmentation, Precision precision)
    implements Stage<ImageScoredExam, ScoredExam> {
  public static final String NAME = "classify-image-heatmaps";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<ScoredExam> output() {
    return ScoredExam.class;
  }

  @Override
  public Reads reads(ImageScoredExam exam) {
    return Reads.viewsOf(exam.source())
        .part(exam.crop(), CroppedImages.PIXELS)
        .part(exam.centers(), CentersStage.BEST_CENTER)
        .part(exam.heatmaps(), StoredHeatmaps.PATCHES)
        .model(exam.source().models(), ModelRole.IMAGE_HEATMAPS.label());
  }

  @Override
  public void compute(ImageScoredExam exam, StageContext context, ArtifactDraft draft)
      throws UnprocessableExamException, IOException {
    FourViews views =
        new FourViews(
            exam.source(),
            new CroppedImages(exam.crop(), context),
            CentersStage.read(exam.centers(), context),
            StoredHeatmaps.read(exam.heatmaps(), exam.source().images(), context));
    try (ExamClassifier classifier = context.examClassifier(ModelRole.IMAGE_HEATMAPS, precision)) {
      StoredPredictions.write(draft, views.classify(classifier, augmentation));
      draft.origin("runs-on", classifier.runsOn());
    }
  }

  @Override
  public ScoredExam next(ImageScoredExam exam, StageOutcome outcome) {
    return new ScoredExam(exam, outcome);
  }
}
