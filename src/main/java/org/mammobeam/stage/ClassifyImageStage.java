package org.mammobeam.stage;

import java.io.IOException;
import java.util.List;
import org.mammobeam.algorithm.AugmentationWindows;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.exam.ImageScoredExam;
import org.mammobeam.exam.MappedExam;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.model.ExamClassifier;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.Precision;

/**
 * Asks the four-view network that sees images only.
 *
 * @param augmentation draws the windows that it sees
 * @param precision of the network
 */
public record ClassifyImageStage(AugmentationWindows augmentation, Precision precision)
    implements Stage<MappedExam, ImageScoredExam> {
  public static final String NAME = "classify-image";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<ImageScoredExam> output() {
    return ImageScoredExam.class;
  }

  @Override
  public Reads reads(MappedExam exam) {
    return Reads.viewsOf(exam.source())
        .part(exam.crop(), CroppedImages.PIXELS)
        .part(exam.centers(), CentersStage.BEST_CENTER)
        .model(exam.source().models(), ModelRole.IMAGE.label());
  }

  @Override
  public void compute(MappedExam exam, StageContext context, ArtifactDraft draft)
      throws UnprocessableExamException, IOException {
    FourViews views =
        new FourViews(
            exam.source(),
            new CroppedImages(exam.crop(), context),
            CentersStage.read(exam.centers(), context),
            List.of());
    try (ExamClassifier classifier = context.examClassifier(ModelRole.IMAGE, precision)) {
      StoredPredictions.write(draft, views.classify(classifier, augmentation));
      draft.origin("runs-on", classifier.runsOn());
    }
  }

  @Override
  public ImageScoredExam next(MappedExam exam, StageOutcome outcome) {
    return new ImageScoredExam(exam, outcome);
  }
}
