package org.mammobeam.model.djl;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.mammobeam.exam.Projection;
import org.mammobeam.model.BundleException;
import org.mammobeam.model.DeviceException;
import org.mammobeam.model.ExamClassifier;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.OutOfDeviceMemoryException;

/** The copy of a four-view network that all its users of a process share. */
final class LoadedExamNetwork implements AutoCloseable {
  /** Cores that one run uses: its results do not depend on it, and more of them idle. */
  private static final int CORES_PER_RUN = 4;

  private final Network network;
  private final ModelRole role;
  private final int gpuUsers;
  private final ExecutorService lanes;

  LoadedExamNetwork(Network network, ModelRole role, int gpuUsers, TorchEngine engine) {
    this.network = network;
    this.role = role;
    this.gpuUsers = gpuUsers;
    int cores = Runtime.getRuntime().availableProcessors();
    int threads = network.device().isGpu() ? 1 : OmpThreads.limit(Math.min(cores, CORES_PER_RUN));
    int laneCount = network.device().isGpu() ? gpuUsers : Math.max(1, cores / threads);
    lanes =
        Lanes.of(role + "-network", laneCount, () -> OmpThreads.use(threads, engine.libraries()));
  }

  float[] logProbabilities(Projection projection, float[] left, float[] right) throws IOException {
    Shape shape =
        new Shape(1, role.channels(), projection.windowHeight(), projection.windowWidth());
    if (left.length != shape.size() || right.length != shape.size()) {
      throw new IllegalArgumentException(
          "windows of %d and %d values for inputs of shape %s"
              .formatted(left.length, right.length, shape));
    }
    try {
      float[] outputs = lanes.submit(() -> run(projection, shape, left, right)).get();
      if (outputs.length != ExamClassifier.OUTPUTS) {
        throw new BundleException(
            "the " + role + " network gives " + outputs.length + " values, not 8");
      }
      return outputs;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a network");
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    }
  }

  private float[] run(Projection projection, Shape shape, float[] left, float[] right)
      throws OutOfDeviceMemoryException, IOException {
    String method = projection.name().toLowerCase(Locale.ROOT);
    if (!network.device().isGpu()) {
      return network.run(method, shape, left, right);
    }
    return GpuLease.of(network.device(), gpuUsers)
        .during(() -> network.run(method, shape, left, right));
  }

  private IOException failure(Throwable cause) {
    if (cause instanceof OutOfDeviceMemoryException) {
      return new DeviceException(
          "the device's memory is too small for the "
              + role
              + " network; use another --device or let fewer processes share it",
          cause);
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException failed
        ? failed
        : new DeviceException("the " + role + " network failed: " + cause.getMessage(), cause);
  }

  @Override
  public void close() {
    Lanes.end(lanes);
    network.close();
  }
}
