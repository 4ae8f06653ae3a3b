package org.mammobeam.model.djl;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import org.mammobeam.model.BundleException;
import org.mammobeam.model.OutOfDeviceMemoryException;
import org.mammobeam.model.PatchBatches;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.PatchSource;

/** The copy of a patch network that all its users of a process share. */
final class LoadedPatchNetwork implements AutoCloseable {
  /**
   * Patches of a batch on a CPU: with more the activations leave the caches (16 is 15 % slower than
   * 8), and with less nothing is gained.
   */
  static final int CPU_BATCH = 8;

  /** Patches of a batch on a GPU: enough to fill one, little enough for one of 8 GB. */
  static final int GPU_BATCH = 64;

  private final Network network;
  private final int gpuUsers;
  private final ExecutorService lanes;
  private final PatchBatches batches;

  LoadedPatchNetwork(Network network, int gpuUsers) throws IOException {
    this.network = network;
    this.gpuUsers = gpuUsers;
    boolean gpu = network.device().isGpu();
    int laneCount = gpu ? gpuUsers : Runtime.getRuntime().availableProcessors();
    lanes = Lanes.of("patch-network", laneCount, () -> {});
    batches = new PatchBatches(this::logits, lanes, laneCount, gpu ? GPU_BATCH : CPU_BATCH);
    answer();
  }

  /** A first answer, in one thread: the engine sets itself up, and a wrong network shows. */
  private void answer() throws IOException {
    try {
      int outputs = logits(new float[PatchClassifier.PATCH_PIXELS], 1).length;
      if (outputs != PatchClassifier.CLASSES) {
        throw new BundleException(
            "the patch network gives " + outputs + " values for a patch, not 4");
      }
    } catch (OutOfDeviceMemoryException e) {
      close();
      throw new IOException("the patch network does not fit into the device's memory", e);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private float[] logits(float[] patches, int size) throws OutOfDeviceMemoryException, IOException {
    Shape shape = new Shape(size, 1, PatchClassifier.PATCH_SIZE, PatchClassifier.PATCH_SIZE);
    if (!network.device().isGpu()) {
      return network.run("forward", shape, patches);
    }
    return GpuLease.of(network.device(), gpuUsers)
        .during(() -> network.run("forward", shape, patches));
  }

  float[] probabilities(int count, PatchSource source) throws IOException {
    return batches.probabilities(count, source);
  }

  int batchSize() {
    return batches.batchSize();
  }

  @Override
  public void close() {
    Lanes.end(lanes);
    network.close();
  }
}
