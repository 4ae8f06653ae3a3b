package org.mammobeam.model.djl;

import ai.djl.Device;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.mammobeam.model.OutOfDeviceMemoryException;

/**
 * Bounds how many runs use a GPU at once in this process, whatever network they are of: its memory
 * holds the activations of so many. Taken around a run, never around reading or writing.
 */
final class GpuLease {
  private static final Map<Device, GpuLease> OF_DEVICE = new ConcurrentHashMap<>();

  private final Semaphore permits;

  GpuLease(int users) {
    permits = new Semaphore(users, true);
  }

  /** The lease of a GPU; the first one who asks in a process decides on the number of users. */
  static GpuLease of(Device device, int users) {
    return OF_DEVICE.computeIfAbsent(device, unused -> new GpuLease(users));
  }

  /** What is done with the device. */
  @FunctionalInterface
  interface Run {
    float[] run() throws OutOfDeviceMemoryException, IOException;
  }

  /** Waits for a turn and runs. */
  float[] during(Run run) throws OutOfDeviceMemoryException, IOException {
    try {
      permits.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a GPU");
    }
    try {
      return run.run();
    } finally {
      permits.release();
    }
  }
}
