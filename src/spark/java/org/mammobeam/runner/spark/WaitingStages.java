package org.mammobeam.runner.spark;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.mammobeam.runner.Placement;

/** Knows which stages wait for executors of their profile, and since when. */
final class WaitingStages extends SparkListener {
  private final Map<Integer, Integer> profileOfStage = new HashMap<>();
  private final Map<String, Integer> profileOfExecutor = new HashMap<>();
  private final Map<Integer, Long> waitingSince = new HashMap<>();
  private int gpuProfile = -1;

  /** Tells which profile is the one with a GPU. */
  synchronized void gpu(int profile) {
    gpuProfile = profile;
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
    profileOfStage.put(event.stageInfo().stageId(), event.stageInfo().resourceProfileId());
    look();
  }

  @Override
  public synchronized void onStageCompleted(SparkListenerStageCompleted event) {
    profileOfStage.remove(event.stageInfo().stageId());
    look();
  }

  @Override
  public synchronized void onExecutorAdded(SparkListenerExecutorAdded event) {
    profileOfExecutor.put(event.executorId(), event.executorInfo().resourceProfileId());
    look();
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved event) {
    profileOfExecutor.remove(event.executorId());
    look();
  }

  private void look() {
    waitingSince
        .keySet()
        .removeIf(
            profile ->
                !profileOfStage.containsValue(profile) || profileOfExecutor.containsValue(profile));
    for (int profile : profileOfStage.values()) {
      if (!profileOfExecutor.containsValue(profile)) {
        waitingSince.putIfAbsent(profile, System.nanoTime());
      }
    }
  }

  /** What stages have waited for longer than this, if there are any. */
  synchronized Optional<String> longerThan(Duration longest) {
    long now = System.nanoTime();
    return waitingSince.entrySet().stream()
        .filter(entry -> now - entry.getValue() >= longest.toNanos())
        .map(entry -> resource(entry.getKey()))
        .findFirst();
  }

  private String resource(int profile) {
    if (profile == gpuProfile) {
      return Placement.GPU;
    }
    return profile == ResourceProfile.DEFAULT_RESOURCE_PROFILE_ID()
        ? Placement.CPU_SLOT
        : "of resource profile " + profile;
  }
}
