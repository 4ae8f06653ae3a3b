package org.mammobeam.runner.flink;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.instance.HardwareDescription;
import org.apache.flink.runtime.rest.messages.ResourceProfileInfo;
import org.apache.flink.runtime.rest.messages.taskmanager.TaskManagerInfo;
import org.apache.flink.runtime.taskexecutor.TaskExecutorMemoryConfiguration;
import org.junit.jupiter.api.Test;
import org.mammobeam.runner.Placement;
import org.mammobeam.runner.PlacementException;

/** What Flink would ignore silently, or wait for without end, is said before the job starts. */
final class SlotGroupsTest {
  private static final Placement PLACEMENT =
      new Placement(Placement.Mode.ON, Duration.ofMinutes(10), 0, false);

  private static void check(Map<String, String> settings) throws PlacementException {
    Map<String, String> all = new TreeMap<>(Map.of("slot.request.timeout", "3600000"));
    all.putAll(settings);
    SlotGroups.checkSettings(all, PLACEMENT);
  }

  private static TaskManagerInfo taskManager(int slots, int heap, int managed) {
    ResourceProfileInfo resources =
        new ResourceProfileInfo(2, heap, 0, managed, 128, Map.of("cpuslot", (double) slots));
    return new TaskManagerInfo(
        new ResourceID("cpu-7"),
        "address",
        1,
        1,
        0L,
        slots,
        slots,
        resources,
        resources,
        new HardwareDescription(2, 1, 1, 1),
        new TaskExecutorMemoryConfiguration(1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L),
        false);
  }

  @Test
  void aClusterThatMindsGroupsIsTaken() {
    assertDoesNotThrow(() -> check(Map.of()));
    assertDoesNotThrow(() -> check(Map.of("jobmanager.scheduler", "default")));
  }

  @Test
  void settingsThatIgnoreGroupsAreNamed() {
    Map<String, String> wrong =
        Map.of(
            "jobmanager.scheduler", "AdaptiveBatch",
            "scheduler-mode", "REACTIVE",
            "slot.request.timeout", "2 min");
    wrong.forEach(
        (key, value) -> {
          PlacementException refused =
              assertThrows(PlacementException.class, () -> check(Map.of(key, value)), key);
          assertTrue(String.valueOf(refused.getMessage()).contains(key), refused::toString);
        });
    PlacementException unset =
        assertThrows(PlacementException.class, () -> SlotGroups.checkSettings(Map.of(), PLACEMENT));
    assertTrue(String.valueOf(unset.getMessage()).contains("after 5m"), unset::toString);
  }

  @Test
  void aTaskManagerThatDeclaresMoreThanItHoldsIsNamed() {
    assertDoesNotThrow(() -> SlotGroups.checkMemory(taskManager(4, 1024, 256)));
    for (TaskManagerInfo wrong :
        new TaskManagerInfo[] {taskManager(4, 100, 256), taskManager(4, 1024, 100)}) {
      PlacementException refused =
          assertThrows(PlacementException.class, () -> SlotGroups.checkMemory(wrong));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("task manager cpu-7 offers 4 slots"),
          refused::toString);
    }
  }
}
