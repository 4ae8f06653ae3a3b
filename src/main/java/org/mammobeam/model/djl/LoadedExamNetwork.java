package org.mammobeam.model.djl;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.mammobeam.exam.Projection;
import org.mammobeam.model.BundleException;
import org.mammobeam.model.CpuTime;
import org.mammobeam.model.DeviceException;
import org.mammobeam.model.ExamClassifier;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.OutOfDeviceMemoryException;

/** The copy of a four-view network that all its users of a process share. */
final class LoadedExamNetwork implements AutoCloseable {
  private final Network network;
  private final ModelRole role;
  private final ExecutorService lanes;

  LoadedExamNetwork(Network network, ModelRole role, ExecutorService lanes) {
    this.network = network;
    this.role = role;
    this.lanes = lanes;
  }

  float[] logProbabilities(Projection projection, float[] left, float[] right) throws IOException {
    Shape shape =
        new Shape(1, role.channels(), projection.windowHeight(), projection.windowWidth());
    if (left.length != shape.size() || right.length != shape.size()) {
      throw new IllegalArgumentException(
          "windows of %d and %d values for inputs of shape %s"
              .formatted(left.length, right.length, shape));
    }
    AtomicLong laneNanos = new AtomicLong();
    String method = projection.name().toLowerCase(Locale.ROOT);
    try {
      float[] outputs =
          lanes
              .submit(CpuTime.counted(() -> network.run(method, shape, left, right), laneNanos))
              .get();
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
    } finally {
      CpuTime.add(laneNanos.get());
    }
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
    network.close();
  }
}
