package org.mammobeam.exam;

import java.io.Serializable;
import java.util.List;

/**
 * An exam as it came, with the models that it is to be screened with.
 *
 * @param files of the exam
 * @param state of the files when they were read
 * @param models that its stages use
 * @param content what the files mean
 */
public record SourceExam(
    ExamFiles files, SourceState state, ModelDigests models, SourceImages content)
    implements Serializable {
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
}
