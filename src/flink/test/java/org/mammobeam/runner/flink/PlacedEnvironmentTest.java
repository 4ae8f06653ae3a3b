package org.mammobeam.runner.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.clusterframework.types.ResourceProfile;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.Recompute;
import org.mammobeam.ScreeningOptions;
import org.mammobeam.ScreeningPipeline;
import org.mammobeam.ScreeningStages;
import org.mammobeam.Settings;
import org.mammobeam.beam.FileWorkers;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.TableRef;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.model.Device;
import org.mammobeam.runner.AcceleratedTransforms;

/** The graph that Beam's runner would submit for the screening job. */
final class PlacedEnvironmentTest {
  private static final int CPU_SLOTS = 4;
  private static final int GPU_SLOTS = 2;

  @TempDir private Path folder;

  /** Keeps the graph instead of sending it to a cluster. */
  @SuppressWarnings("try") // Flink's class is closeable, and lint fears for its close()
  private static final class Keeping extends StreamExecutionEnvironment {
    private @Nullable StreamGraph graph;

    Keeping(Configuration settings) {
      super(settings);
    }

    @Override
    public JobClient executeAsync(StreamGraph submitted) {
      graph = submitted;
      throw new UnsupportedOperationException("kept");
    }

    JobGraph jobGraph() {
      if (graph == null) {
        throw new IllegalStateException("nothing was submitted");
      }
      return graph.getJobGraph();
    }
  }

  private JobGraph submitted(@Nullable String accelerator) throws Exception {
    FlinkPipelineOptions options =
        PipelineOptionsFactory.fromArgs(
                "--parallelism=" + CPU_SLOTS,
                "--flinkMaster=[auto]",
                "--useDataStreamForBatch=true",
                "--attachedMode=false")
            .as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    Folder output = new Folder(folder.resolve("out").toString());
    Folder input = new Folder(folder.toString());
    ScreeningOptions screening =
        new ScreeningOptions(
            input,
            null,
            HorizontalFlip.NO,
            null,
            Settings.DEFAULT,
            ScreeningStages.of(Settings.DEFAULT),
            Recompute.CHANGED,
            accelerator);
    Pipeline pipeline = Pipeline.create(options);
    new ScreeningPipeline(screening, new FileWorkers(input, output, null, Device.CPU, 1))
        .build(pipeline, RunFolder.start(output, "", true), TableRef.none(output));
    Keeping base = new Keeping(SlotGroups.jobSettings());
    PlacedEnvironment.install(
        base, new SlotGroups(AcceleratedTransforms.of(pipeline), CPU_SLOTS, GPU_SLOTS));
    try {
      assertThrows(RuntimeException.class, () -> FlinkRunner.fromOptions(options).run(pipeline));
    } finally {
      PlacedEnvironment.uninstall();
    }
    return base.jobGraph();
  }

  private static Map<String, Integer> resources(JobVertex vertex) {
    Map<String, Integer> amounts = new HashMap<>();
    vertex
        .getSlotSharingGroup()
        .getResourceProfile()
        .getExtendedResources()
        .forEach((name, resource) -> amounts.put(name, resource.getValue().intValue()));
    return amounts;
  }

  @Test
  void networksWantGpusAndEverythingElseWantsCpuSlots() throws Exception {
    JobGraph graph = submitted("type:gpu;count:1");
    List<String> onGpu = new ArrayList<>();
    for (JobVertex vertex : graph.getVertices()) {
      if (vertex.getName().contains("Networks/heatmaps")) {
        onGpu.add(vertex.getName());
        assertEquals(Map.of("gpu", 1), resources(vertex), vertex.getName());
        assertEquals(GPU_SLOTS, vertex.getParallelism());
      } else {
        assertEquals(Map.of("cpuslot", 1), resources(vertex), vertex.getName());
        assertTrue(vertex.getParallelism() <= CPU_SLOTS, vertex.getName());
      }
    }
    // All three stages with networks are one task: an exam is on one worker.
    assertEquals(1, onGpu.size(), onGpu::toString);
    assertTrue(onGpu.get(0).contains("Networks/classify-image-heatmaps"), onGpu::toString);
    for (String stage : List.of("crop/", "centers/", "visualize/", "FromNetworks", "Publish")) {
      assertFalse(onGpu.get(0).contains(stage), onGpu::toString);
    }
  }

  /** Flink's scheduler for dynamic graphs ignores groups without a word. */
  @Test
  void theSchedulerIsOneThatMindsGroups() throws Exception {
    assertFalse(submitted("type:gpu;count:1").isDynamic());
  }

  @Test
  void withoutHintsNothingIsPlaced() throws Exception {
    for (JobVertex vertex : submitted(null).getVertices()) {
      assertEquals(
          ResourceProfile.UNKNOWN,
          vertex.getSlotSharingGroup().getResourceProfile(),
          vertex.getName());
    }
  }
}
