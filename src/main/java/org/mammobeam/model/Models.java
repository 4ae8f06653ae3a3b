package org.mammobeam.model;

import java.io.IOException;

/**
 * The networks of one bundle on one device.
 *
 * <p>Nothing is read and no device is touched before a network is opened. However often one is
 * opened in a process, there is one copy of it per file digest, device and precision; each opening
 * must be closed.
 */
public interface Models {
  /** The bundle's patch network. */
  PatchClassifier openPatchClassifier(Precision precision) throws IOException;

  /**
   * One of the bundle's four-view networks.
   *
   * @param role {@link ModelRole#IMAGE} or {@link ModelRole#IMAGE_HEATMAPS}
   */
  ExamClassifier openExamClassifier(ModelRole role, Precision precision) throws IOException;
}
