package org.mammobeam.runner.flink;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.beam.sdk.PipelineResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo.JobVertexDetailsInfo;
import org.jspecify.annotations.Nullable;
import org.mammobeam.runner.CancelledJobException;
import org.mammobeam.runner.Placement;
import org.mammobeam.runner.PlacementException;
import org.mammobeam.runner.WatchedResult;

/**
 * A job on a cluster. While it is waited for, it is looked at whether it waits for a worker that
 * nobody offers; that is ended, as Flink would wait or fail without saying for what.
 */
final class WatchedJob extends WatchedResult {
  private static final long LOOK_MILLIS = 1000;

  private final JobClient job;
  private final FlinkCluster cluster;
  private final @Nullable Placement placement;
  private long waitingSince = System.nanoTime();

  WatchedJob(
      PipelineResult result, JobClient job, FlinkCluster cluster, @Nullable Placement placement) {
    super(result);
    this.job = job;
    this.cluster = cluster;
    this.placement = placement;
  }

  @Override
  public State waitUntilFinish(org.joda.time.Duration longest) {
    long start = System.nanoTime();
    State state = getState();
    while (!state.isTerminal() && (System.nanoTime() - start) / 1_000_000 < longest.getMillis()) {
      pause(Math.min(LOOK_MILLIS, longest.getMillis()));
      watch();
      state = getState();
    }
    if (state.isTerminal()) {
      cluster.close();
    }
    if (state == State.FAILED) {
      throw failure();
    }
    return state;
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the job", e);
    }
  }

  private IllegalStateException failure() {
    try {
      job.getJobExecutionResult().get();
      return new IllegalStateException("Flink says that the job failed, but not why");
    } catch (ExecutionException e) {
      return new IllegalStateException("the job failed on Flink", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new IllegalStateException("interrupted while asking why the job failed", e);
    }
  }

  private void watch() {
    if (placement == null) {
      return;
    }
    try {
      if (!waits(cluster.details(job.getJobID()))) {
        waitingSince = System.nanoTime();
        return;
      }
      Duration waited = Duration.ofNanos(System.nanoTime() - waitingSince);
      if (waited.compareTo(placement.gpuWait()) >= 0) {
        String lacks = lacks();
        job.cancel().get();
        throw new CancelledJobException(
            lacks
                + "; the job has been cancelled after --gpu-wait="
                + Placement.text(placement.gpuWait()));
      }
    } catch (PlacementException e) {
      // A job manager that restarts does not answer for a while; the job's state will tell.
      waitingSince = System.nanoTime();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the job could not be cancelled", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while watching the job", e);
    }
  }

  /** Whether tasks wait for slots and none is at work. */
  private static boolean waits(JobDetailsInfo details) {
    int scheduled = 0;
    int working = 0;
    for (JobVertexDetailsInfo vertex : details.getJobVertexInfos()) {
      scheduled += vertex.getTasksPerState().getOrDefault(ExecutionState.SCHEDULED, 0);
      for (ExecutionState state :
          new ExecutionState[] {
            ExecutionState.DEPLOYING, ExecutionState.INITIALIZING, ExecutionState.RUNNING
          }) {
        working += vertex.getTasksPerState().getOrDefault(state, 0);
      }
    }
    return scheduled > 0 && working == 0;
  }

  private String lacks() throws PlacementException {
    for (String resource : new String[] {Placement.GPU, Placement.CPU_SLOT}) {
      if (cluster.slots(resource) == 0) {
        return "no task manager offers the external resource " + resource;
      }
    }
    return "task managers offer gpu and cpuslot, but no slot fits: most likely their network memory"
        + " is too small (raise taskmanager.memory.network.min and .max, or lower"
        + " taskmanager.network.sort-shuffle.min-buffers)";
  }
}
