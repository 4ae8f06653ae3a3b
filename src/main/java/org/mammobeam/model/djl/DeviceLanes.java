package org.mammobeam.model.djl;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/**
 * The lanes of a device, which all networks of a process share: nothing runs on the device outside
 * of them, so their number bounds how many runs need its memory at once.
 *
 * <p>A caller waits for its turn with its input ready and does its reading and writing without.
 */
final class DeviceLanes {
  /** Cores that one run of a four-view network uses at most; more of them idle. */
  private static final int CORES_PER_EXAM = 4;

  private static final Map<Device, DeviceLanes> OF_DEVICE = new ConcurrentHashMap<>();

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
   * @param libraries folder of libtorch
   */
  static DeviceLanes of(Device device, int gpuUsers, Path libraries) {
    return OF_DEVICE.computeIfAbsent(
        device,
        unused -> device.isGpu() ? ofGpu(device.getDeviceId(), gpuUsers) : ofCpu(libraries));
  }

  private static DeviceLanes ofGpu(int index, int users) {
    ExecutorService lanes = Lanes.of("gpu-" + index + "-lane", users, () -> {});
    return new DeviceLanes(lanes, users, lanes);
  }

  /**
   * A lane per core for patch networks, which run in one thread each: more threads would change the
   * bits. Four-view networks are too large for that and their bits stay.
   */
  private static DeviceLanes ofCpu(Path libraries) {
    int cores = Runtime.getRuntime().availableProcessors();
    int threads = OmpThreads.limit(Math.min(cores, CORES_PER_EXAM));
    return new DeviceLanes(
        Lanes.of("patch-lane", cores, () -> {}),
        cores,
        Lanes.of(
            "exam-lane", Math.max(1, cores / threads), () -> OmpThreads.use(threads, libraries)));
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
