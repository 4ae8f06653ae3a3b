package org.mammobeam.runner.flink;

import java.util.function.Consumer;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.mammobeam.runner.AcceleratedTransforms;
import org.mammobeam.runner.Engine;
import org.mammobeam.runner.Placement;
import org.mammobeam.runner.PlacementException;

/**
 * Starts the job on Flink: in this process, on a cluster named with {@code --flinkMaster}, or
 * wherever {@code flink run} sends it.
 */
public final class FlinkEngine implements Engine {
  /** A lost task manager costs its tasks one try; what had been stored is not computed again. */
  private static final int RETRIES = 10;

  private static final long RETRY_DELAY_MILLIS = 3000;

  @Override
  public PipelineResult run(Pipeline pipeline, Placement placement, Consumer<String> note)
      throws PlacementException {
    FlinkPipelineOptions options = pipeline.getOptions().as(FlinkPipelineOptions.class);
    // Elements are records that nobody changes.
    options.setFasterCopy(true);
    Configuration settings = SlotGroups.jobSettings();
    StreamExecutionEnvironment base = BaseEnvironment.of(options, settings);
    if (BaseEnvironment.isEmbedded(base)) {
      return embedded(pipeline, placement);
    }
    AcceleratedTransforms accelerated = AcceleratedTransforms.of(pipeline);
    FlinkCluster cluster = FlinkCluster.at((Configuration) base.getConfiguration());
    boolean places = !accelerated.isEmpty() && decide(cluster, placement, note);
    SlotGroups groups =
        places ? SlotGroups.on(cluster, placement, accelerated, note) : SlotGroups.none();
    configure(options, groups);
    PlacedEnvironment environment = PlacedEnvironment.install(base, groups);
    try {
      PipelineResult running = pipeline.run();
      return new WatchedJob(running, environment.job(), cluster, places ? placement : null);
    } finally {
      PlacedEnvironment.uninstall();
    }
  }

  private static PipelineResult embedded(Pipeline pipeline, Placement placement)
      throws PlacementException {
    if (placement.mode() == Placement.Mode.ON) {
      throw new PlacementException(
          "--placement=on needs a cluster, --flinkMaster=HOST:PORT; Flink inside this process has"
              + " no task managers to choose from");
    }
    return pipeline.run();
  }

  private static boolean decide(FlinkCluster cluster, Placement placement, Consumer<String> note)
      throws PlacementException {
    if (placement.mode() == Placement.Mode.OFF) {
      return false;
    }
    cluster.awaitTaskManager(placement.gpuWait());
    boolean declared = cluster.slots(Placement.CPU_SLOT) > 0 || cluster.slots(Placement.GPU) > 0;
    if (!declared && placement.mode() == Placement.Mode.AUTO) {
      note.accept(
          "placement: off, as no task manager declares an external resource cpuslot or gpu; stages"
              + " with networks run on all of them");
    }
    return declared || placement.mode() == Placement.Mode.ON;
  }

  private static void configure(FlinkPipelineOptions options, SlotGroups groups) {
    options.setFlinkMaster("[auto]");
    // Groups exist in this interface of Flink only.
    options.setUseDataStreamForBatch(true);
    // Not waited for inside of the runner, but here, where the wait can end.
    options.setAttachedMode(false);
    options.setJobCheckIntervalInSecs(1);
    if (options.getNumberOfExecutionRetries() == -1) {
      // In the life of a stream any number of workers are lost.
      options.setNumberOfExecutionRetries(options.isStreaming() ? Integer.MAX_VALUE : RETRIES);
      options.setExecutionRetryDelay(RETRY_DELAY_MILLIS);
    }
    if (options.getParallelism() == -1 && groups.cpuSlots() > 0) {
      options.setParallelism(groups.cpuSlots());
    }
    if (options.getMaxParallelism() == -1 && options.getParallelism() > 0) {
      options.setMaxParallelism(Math.max(options.getParallelism(), groups.gpuSlots()));
    }
  }
}
