package org.mammobeam.runner.spark;

import org.apache.spark.SparkConf;
import org.mammobeam.runner.PlacementException;

/**
 * The settings without which Spark keeps one kind of executor, or ignores profiles silently.
 *
 * @param conf of the job; completed where a setting can be made here
 */
record PlacementSettings(SparkConf conf) {
  private static final String ALLOCATION = "spark.dynamicAllocation.enabled";
  private static final String TRACKING = "spark.dynamicAllocation.shuffleTracking.enabled";
  private static final String SERVICE = "spark.shuffle.service.enabled";
  private static final String EXECUTOR_SLOTS = "spark.executor.resource.cpuslot.amount";
  private static final String TASK_SLOTS = "spark.task.resource.cpuslot.amount";
  private static final String CORES = "spark.executor.cores";

  /** Whether the job runs inside this process. */
  boolean isEmbedded() {
    return conf.get("spark.master").startsWith("local");
  }

  /** Why the cluster is not one whose workers declare what they are for; empty if it is. */
  String undeclared() {
    if (!conf.get("spark.master").startsWith("spark://")) {
      return "pinning is for Spark's standalone clusters";
    }
    return conf.contains(EXECUTOR_SLOTS) ? "" : EXECUTOR_SLOTS + " is not set";
  }

  /** Wants everything that only the user can know. */
  void check() throws PlacementException {
    String undeclared = undeclared();
    if (!undeclared.isEmpty()) {
      throw new PlacementException(
          "--placement=on cannot be done: "
              + undeclared
              + " (see runners/spark/README.md, or start two jobs with --stages)");
    }
    for (String key : new String[] {TASK_SLOTS, CORES}) {
      if (!conf.contains(key)) {
        throw new PlacementException(
            "Spark needs " + key + " beside " + EXECUTOR_SLOTS + "; see runners/spark/README.md");
      }
    }
    if (!conf.getBoolean(ALLOCATION, true)) {
      throw new PlacementException(
          ALLOCATION + " is false: without it all executors of a job are alike; set it to true");
    }
    if (conf.contains(TRACKING)
        && !conf.getBoolean(TRACKING, false)
        && !conf.getBoolean(SERVICE, false)) {
      throw new PlacementException(
          TRACKING + " and " + SERVICE + " are false; dynamic allocation needs one of them");
    }
  }

  /** Sets what has one right value. */
  void complete() {
    conf.set(ALLOCATION, "true");
    if (!conf.getBoolean(SERVICE, false)) {
      conf.set(TRACKING, "true");
    }
  }
}
