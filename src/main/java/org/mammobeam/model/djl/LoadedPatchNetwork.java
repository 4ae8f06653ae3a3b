package org.mammobeam.model.djl;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import org.mammobeam.model.OutOfDeviceMemoryException;
import org.mammobeam.model.PatchBatches;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.PatchSource;

/** The copy of a patch network that all its users of a process share. */
final class LoadedPatchNetwork implements AutoCloseable {
  /**
   * Patches of a batch on a CPU: with more the activations leave the caches (16 takes 15 % longer),
   * and with less nothing is gained.
   */
  static final int CPU_BATCH = 4;

  /** Patches of a batch on a GPU: enough to fill one, little enough for one of 8 GB. */
  static final int GPU_BATCH = 64;

  private final Network network;
  private final PatchBatches batches;

  private LoadedPatchNetwork(Network network, DeviceLanes lanes) {
    this.network = network;
    int batchSize = network.device().isGpu() ? GPU_BATCH : CPU_BATCH;
    batches = new PatchBatches(this::logits, lanes.patches(), lanes.patchLanes(), batchSize);
  }

  /**
   * Takes over a network, after a first answer in one thread: the engine sets itself up, and a
   * network of another kind shows.
   */
  static LoadedPatchNetwork of(Network network, DeviceLanes lanes) throws IOException {
    LoadedPatchNetwork loaded = new LoadedPatchNetwork(network, lanes);
    try {
      new PatchBatches(loaded::logits, lanes.patches(), 1, 1)
          .probabilities(1, PatchSource.of(new float[PatchClassifier.PATCH_PIXELS]));
      return loaded;
    } catch (IOException | RuntimeException e) {
      loaded.close();
      throw e;
    }
  }

  private float[] logits(float[] patches, int size) throws OutOfDeviceMemoryException, IOException {
    return network.run(
        "forward",
        new Shape(size, 1, PatchClassifier.PATCH_SIZE, PatchClassifier.PATCH_SIZE),
        patches);
  }

  float[] probabilities(int count, PatchSource source) throws IOException {
    return batches.probabilities(count, source);
  }

  int batchSize() {
    return batches.batchSize();
  }

  @Override
  public void close() {
    network.close();
  }
}
