package org.mammobeam.model;

import java.io.IOException;

/**
 * The patch network of a bundle: what kind of tissue is in a patch.
 *
 * <p>May be used by many threads at once. Batches always have the same shape, the last one padded,
 * and a patch has the same probabilities, to the last bit, wherever in a batch it lies and whatever
 * lies beside it; so equal patches of one call are computed once.
 */
public interface PatchClassifier extends AutoCloseable {
  /** Rows and columns of a patch. */
  int PATCH_SIZE = 256;

  /** Values of one patch. */
  int PATCH_PIXELS = PATCH_SIZE * PATCH_SIZE;

  /** Probabilities per patch; {@link Bundle#classes()} names them. */
  int CLASSES = 4;

  /**
   * Classifies patches.
   *
   * @param count how many patches
   * @param source gives them, normalised; called in the caller's thread, each index once, rising
   * @return probabilities of shape (count, 4), the softmax of the network's output
   * @throws IOException if the device is lost
   */
  float[] probabilities(int count, PatchSource source) throws IOException;

  /** Classifies patches that lie in an array of shape (n, 256, 256), normalised. */
  default float[] probabilities(float[] patches) throws IOException {
    if (patches.length % PATCH_PIXELS != 0) {
      throw new IllegalArgumentException(patches.length + " values are not whole patches");
    }
    return probabilities(patches.length / PATCH_PIXELS, PatchSource.of(patches));
  }

  /** Engine, device, number type and batch shape: for the record, not for keys. */
  String runsOn();

  /** Ends this use of the network; the last user's end frees its memory. */
  @Override
  void close();
}
