package org.mammobeam.model;

import java.io.IOException;

/** A patch network that takes batches of whatever size; {@link PatchBatches} decides on that. */
public interface PatchNetwork {
  /**
   * Computes one batch; called from several threads at once.
   *
   * @param patches shape (size, 256, 256)
   * @param size patches in the batch
   * @return logits of shape (size, 4)
   * @throws OutOfDeviceMemoryException if the batch is too large for the device
   * @throws IOException if the device is lost
   */
  float[] logits(float[] patches, int size) throws OutOfDeviceMemoryException, IOException;
}
