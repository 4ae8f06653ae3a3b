package org.mammobeam.runner.flink;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.operators.SlotSharingGroup;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.rest.messages.ResourceProfileInfo;
import org.apache.flink.runtime.rest.messages.taskmanager.TaskManagerInfo;
import org.apache.flink.util.TimeUtils;
import org.mammobeam.runner.AcceleratedTransforms;
import org.mammobeam.runner.Placement;
import org.mammobeam.runner.PlacementException;

/**
 * The two halves of the job as slot sharing groups: operators of the stages with networks want the
 * external resource {@code gpu}, all others {@code cpuslot}.
 *
 * @param accelerated the transforms with networks; empty where nothing is pinned
 * @param cpuSlots how many tasks an ordinary operator gets; 0 to leave it to the cluster
 * @param gpuSlots how many tasks an operator of the stages with networks gets
 */
record SlotGroups(AcceleratedTransforms accelerated, int cpuSlots, int gpuSlots) {
  /**
   * What a slot takes of a task manager besides its external resource. Flink wants these numbers;
   * how many slots there are is decided by the external resource alone.
   */
  private static final double CORES = 0.1;

  private static final int HEAP_MB = 32;
  private static final int MANAGED_MB = 32;

  /** Flink's own number. */
  private static final Duration SLOT_TIMEOUT = Duration.ofMinutes(5);

  private static final SlotSharingGroup CPU = group(Placement.CPU_SLOT);
  private static final SlotSharingGroup GPU = group(Placement.GPU);

  private static SlotSharingGroup group(String resource) {
    return SlotSharingGroup.newBuilder(resource)
        .setCpuCores(CORES)
        .setTaskHeapMemoryMB(HEAP_MB)
        .setManagedMemoryMB(MANAGED_MB)
        .setExternalResource(resource, 1)
        .build();
  }

  /** No groups: Flink places tasks as it likes. */
  static SlotGroups none() {
    return new SlotGroups(new AcceleratedTransforms(Set.of()), 0, 0);
  }

  /**
   * What the job must be set to. The scheduler that Flink takes for batch jobs ignores groups
   * without a word, and groups in batch need every exchange to be blocking.
   */
  static Configuration jobSettings() {
    Configuration settings = new Configuration();
    settings.setString("jobmanager.scheduler", "Default");
    settings.setString("fine-grained.shuffle-mode.all-blocking", "true");
    return settings;
  }

  /** Groups for a cluster, after it has been looked at for all that Flink would ignore. */
  static SlotGroups on(
      FlinkCluster cluster,
      Placement placement,
      AcceleratedTransforms accelerated,
      Consumer<String> note)
      throws PlacementException {
    checkSettings(cluster.settings(), placement);
    int cpu = cluster.slots(Placement.CPU_SLOT);
    int offered = cluster.slots(Placement.GPU);
    if (cpu == 0) {
      throw new PlacementException(
          "no task manager offers the external resource cpuslot, so ordinary stages would have"
              + " nowhere to run; set on those without a GPU: external-resources: cpuslot,"
              + " external-resource.cpuslot.amount: N (or start with --placement=off)");
    }
    for (TaskManagerInfo manager : cluster.taskManagers()) {
      checkMemory(manager);
    }
    int gpu = placement.gpuSlots() > 0 ? placement.gpuSlots() : Math.max(1, offered);
    note.accept(
        "placement: stages with networks on gpu, at most %d at once (%d there), the others on cpuslot, at most %d at once"
            .formatted(gpu, offered, cpu));
    if (offered == 0) {
      note.accept(
          "placement: no task manager offers gpu yet; the job waits for one for "
              + Placement.text(placement.gpuWait()));
    }
    return new SlotGroups(accelerated, cpu, gpu);
  }

  /** What of a cluster's settings would make it ignore groups, or end a job before its time. */
  static void checkSettings(Map<String, String> settings, Placement placement)
      throws PlacementException {
    String scheduler = settings.getOrDefault("jobmanager.scheduler", "Default");
    if (!scheduler.equalsIgnoreCase("Default")) {
      throw new PlacementException(
          "the cluster has jobmanager.scheduler: "
              + scheduler
              + ", which ignores where tasks must run; set it to Default or leave it out");
    }
    if (settings.getOrDefault("scheduler-mode", "").equalsIgnoreCase("reactive")) {
      throw new PlacementException(
          "the cluster has scheduler-mode: reactive, which ignores where tasks must run; leave it"
              + " out");
    }
    String given = settings.get("slot.request.timeout");
    Duration timeout = given == null ? SLOT_TIMEOUT : duration(given);
    if (timeout.compareTo(placement.gpuWait()) < 0) {
      throw new PlacementException(
          ("the cluster gives up waiting for a slot after %s (slot.request.timeout), before"
                  + " --gpu-wait=%s; raise the one or lower the other")
              .formatted(Placement.text(timeout), Placement.text(placement.gpuWait())));
    }
  }

  /** Flink reads a bare number as milliseconds. */
  private static Duration duration(String text) {
    return TimeUtils.parseDuration(text);
  }

  /**
   * Whether what a task manager declares fits into it: a slot that does not would wait for ever.
   */
  static void checkMemory(TaskManagerInfo manager) throws PlacementException {
    int slots =
        FlinkCluster.slots(manager, Placement.CPU_SLOT)
            + FlinkCluster.slots(manager, Placement.GPU);
    ResourceProfileInfo total = manager.getTotalResource();
    boolean fits =
        total.getManagedMB() >= slots * MANAGED_MB
            && total.getTaskHeapMB() >= slots * HEAP_MB
            && total.getCpu() >= slots * CORES;
    if (!fits) {
      throw new PlacementException(
          ("task manager %s offers %d slots and has %d MB of managed memory, %d MB of task heap and"
                  + " %.1f cores; each slot takes %d MB, %d MB and %.1f")
              .formatted(
                  manager.getResourceId(),
                  slots,
                  total.getManagedMB(),
                  total.getTaskHeapMB(),
                  total.getCpu(),
                  MANAGED_MB,
                  HEAP_MB,
                  CORES));
    }
  }

  /** Puts an operator into its group. */
  void place(Transformation<?> operator) {
    if (accelerated.isEmpty()) {
      return;
    }
    boolean onGpu = accelerated.cover(operator.getName());
    operator.setSlotSharingGroup(onGpu ? GPU : CPU);
    if (onGpu) {
      operator.setParallelism(gpuSlots);
    }
  }
}
