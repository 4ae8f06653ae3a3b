package org.mammobeam.exam;

import java.io.Serializable;
import java.util.List;
import org.mammobeam.artifact.Fingerprint;

/** What was found in an exam's folder or list. */
public sealed interface SourceImages extends Serializable {
  /**
   * The exam can be screened.
   *
   * @param flip whether its images are stored mirrored
   * @param images at least one per view, in the order of the views
   */
  record Listed(HorizontalFlip flip, List<SourceImage> images) implements SourceImages {
    public Listed {
      images = List.copyOf(images);
    }
  }

  /**
   * It cannot.
   *
   * @param fingerprint of what was looked at
   * @param failure why
   */
  record Unusable(Fingerprint fingerprint, Failure failure) implements SourceImages {}
}
