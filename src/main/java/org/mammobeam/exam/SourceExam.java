package org.mammobeam.exam;

import java.util.List;

/**
 * An exam as it came, with the models that it is to be screened with.
 *
 * @param files of the exam
 * @param models that its stages use
 * @param content what the files mean
 */
public record SourceExam(ExamFiles files, ModelDigests models, SourceImages content)
    implements ScreenedExam {
  public String id() {
    return files.id();
  }

  /** The images in the order of the views; none where the exam is unusable. */
  public List<SourceImage> images() {
    return content instanceof SourceImages.Listed listed ? listed.images() : List.of();
  }

  /** Whether the images are stored mirrored; of a usable exam only. */
  public HorizontalFlip flip() {
    if (content instanceof SourceImages.Listed listed) {
      return listed.flip();
    }
    throw new IllegalStateException("an unusable exam has no orientation");
  }

  @Override
  public SourceExam source() {
    return this;
  }

  @Override
  public List<StageOutcome> outcomes() {
    return List.of();
  }
}
