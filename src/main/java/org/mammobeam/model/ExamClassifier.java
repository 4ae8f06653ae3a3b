package org.mammobeam.model;

import java.io.IOException;
import org.mammobeam.exam.Projection;

/**
 * One of the four-view networks of a bundle: are there benign or malignant findings in a breast.
 *
 * <p>May be used by many threads at once.
 */
public interface ExamClassifier extends AutoCloseable {
  /** Values of one output: four labels, each no and yes. */
  int OUTPUTS = 8;

  /**
   * Classifies both breasts by one projection.
   *
   * @param projection which of the two networks; it gives the size of the windows too
   * @param left the left breast's window in common orientation, normalised, shape (channels, {@link
   *     Projection#windowHeight()}, {@link Projection#windowWidth()}), see {@link
   *     ModelRole#channels()}
   * @param right the right breast's, likewise
   * @return log-probabilities of shape (4, 2): left benign, right benign, left malignant, right
   *     malignant; each no, yes
   * @throws IOException if the device is lost
   */
  float[] logProbabilities(Projection projection, float[] left, float[] right) throws IOException;

  /** Engine, device and number type: for the record, not for keys. */
  String runsOn();

  /** Ends this use of the network; the last user's end frees its memory. */
  @Override
  void close();
}
