package org.mammobeam.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.mammobeam.algorithm.PatchGrid;
import org.mammobeam.algorithm.PatchSampler;
import org.mammobeam.algorithm.PythonRandom;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.exam.CenteredExam;
import org.mammobeam.exam.MappedExam;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.PatchSource;
import org.mammobeam.model.Precision;

/**
 * Asks the patch network about patches all over every crop. What is kept is the grid and the
 * answers, which give the heatmaps: 16 bytes a patch instead of 8 a pixel.
 *
 * @param strideSeed of the draws that make the patches reach the crop's edges
 * @param precision of the network
 */
public record HeatmapsStage(int strideSeed, Precision precision)
    implements Stage<CenteredExam, MappedExam> {
  public static final String NAME = "heatmaps";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<MappedExam> output() {
    return MappedExam.class;
  }

  @Override
  public Reads reads(CenteredExam exam) {
    return Reads.viewsOf(exam.source())
        .part(exam.crop(), CroppedImages.PIXELS)
        .model(exam.source().models(), ModelRole.PATCH.label());
  }

  @Override
  public void compute(CenteredExam exam, StageContext context, ArtifactDraft draft)
      throws UnprocessableExamException, IOException {
    CroppedImages crops = new CroppedImages(exam.crop(), context);
    List<PatchGrid> grids = draw(exam.source(), crops.shapes());
    int count = grids.stream().mapToInt(PatchGrid::size).sum();
    float[] probabilities;
    try (PatchClassifier classifier = context.patchClassifier(precision)) {
      probabilities = classifier.probabilities(count, new Patches(exam.source(), crops, grids));
      draft.origin("runs-on", classifier.runsOn());
    }
    StoredHeatmaps.write(draft, exam.source().images(), grids, probabilities);
  }

  /** The exam shares one random stream, in the order of its images. */
  private List<PatchGrid> draw(SourceExam exam, List<CropShape> shapes)
      throws UnprocessableExamException {
    PythonRandom random = new PythonRandom(strideSeed);
    List<PatchGrid> grids = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      CropShape shape = shapes.get(i);
      try {
        grids.add(PatchGrid.draw(shape.height(), shape.width(), random));
      } catch (UnprocessableExamException e) {
        throw new UnprocessableExamException(
            exam.images().get(i).name() + ": " + e.getMessage(), e);
      }
    }
    return grids;
  }

  @Override
  public MappedExam next(CenteredExam exam, StageOutcome outcome) {
    return new MappedExam(exam, outcome);
  }

  /** The patches of all images, one image in memory at a time. */
  private static final class Patches implements PatchSource {
    private final SourceExam exam;
    private final CroppedImages crops;
    private final List<PatchGrid> grids;
    private PatchSampler sampler;
    private int image;
    private int first;

    Patches(SourceExam exam, CroppedImages crops, List<PatchGrid> grids) throws IOException {
      this.exam = exam;
      this.crops = crops;
      this.grids = grids;
      this.sampler = sampler();
    }

    @Override
    public void copyPatch(int index, float[] target, int offset) {
      try {
        while (index >= first + grids.get(image).size()) {
          first += grids.get(image).size();
          image++;
          sampler = sampler();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      sampler.copy(index - first, 1, target, offset);
    }

    private PatchSampler sampler() throws IOException {
      SourceImage source = exam.images().get(image);
      return new PatchSampler(
          crops.pixels(source), exam.flip().pointsRight(source.view()), grids.get(image));
    }
  }
}
