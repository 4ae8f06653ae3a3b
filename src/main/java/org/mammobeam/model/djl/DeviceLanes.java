package org.mammobeam.model.djl;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.mammobeam.model.HostLease;

/**
 * The lanes of a device, which all networks of a process share: nothing runs on the device outside
 * of them, so their number bounds how many runs need its memory at once.
 *
 * <p>A caller waits for its turn with its input ready and does its reading and writing without.
 */
final class DeviceLanes {
  /** Of so many cores one runs four-view networks. */
  private static final int CORES_PER_EXAM = 2;

  private static final Map<Device, DeviceLanes> OF_DEVICE = new HashMap<>();

  private final ExecutorService patches;
  private final int patchLanes;
  private final ExecutorService exams;

  private DeviceLanes(ExecutorService patches, int patchLanes, ExecutorService exams) {
    this.patches = patches;
    this.patchLanes = patchLanes;
    this.exams = exams;
  }

  /**
   * The lanes of a device.
   *
   * @param gpuUsers how many runs may use a GPU at once; who asks first in a process decides
   */
  static DeviceLanes of(Device device, int gpuUsers) throws IOException {
    synchronized (OF_DEVICE) {
      DeviceLanes lanes = OF_DEVICE.get(device);
      if (lanes == null) {
        lanes = device.isGpu() ? ofGpu(device.getDeviceId(), gpuUsers) : ofCpu();
        OF_DEVICE.put(device, lanes);
      }
      return lanes;
    }
  }

  /** Other processes of the machine take turns with this one, as far as they see the same GPU. */
  private static DeviceLanes ofGpu(int index, int users) throws IOException {
    HostLease lease = HostLease.in(lockFolder(), "gpu-" + hostIndex(index), users);
    ExecutorService lanes = Lanes.of("gpu-" + index + "-lane", users, () -> lease.acquire()::close);
    return new DeviceLanes(lanes, users, lanes);
  }

  private static Path lockFolder() {
    String given = System.getenv("MAMMOBEAM_LOCK_DIR");
    return Path.of(given == null ? System.getProperty("java.io.tmpdir") : given);
  }

  /** The GPU's number or name among those of the machine, of which a process may see a few. */
  private static String hostIndex(int index) {
    String visible = System.getenv("CUDA_VISIBLE_DEVICES");
    if (visible == null) {
      return Integer.toString(index);
    }
    List<String> names = List.of(visible.split("\\s*,\\s*", -1));
    return index < names.size() ? names.get(index) : Integer.toString(index);
  }

  /**
   * A lane per core for patch networks, and one for every two cores for four-view networks, which
   * see whole breasts and need far more memory. Each lane is one thread: with more of them the
   * engine adds up in another order, and the last bits change.
   */
  private static DeviceLanes ofCpu() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new DeviceLanes(
        Lanes.of("patch-lane", cores, Lanes.Turn.FREE),
        cores,
        Lanes.of("exam-lane", Math.max(1, cores / CORES_PER_EXAM), Lanes.Turn.FREE));
  }

  /** Where patch networks run. */
  ExecutorService patches() {
    return patches;
  }

  /** Threads of {@link #patches()}. */
  int patchLanes() {
    return patchLanes;
  }

  /** Where four-view networks run. */
  ExecutorService exams() {
    return exams;
  }
}
