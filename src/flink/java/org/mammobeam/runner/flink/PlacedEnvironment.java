package org.mammobeam.runner.flink;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;

/**
 * Builds the graph itself, so that its operators can be placed, and has another environment run it.
 * Beam's runner takes whatever environment the context gives it.
 */
@SuppressWarnings("try") // Flink's class is closeable, and lint fears for its close()
final class PlacedEnvironment extends StreamExecutionEnvironment {
  private final StreamExecutionEnvironment base;
  private final SlotGroups groups;
  private @Nullable JobClient started;

  private PlacedEnvironment(StreamExecutionEnvironment base, SlotGroups groups) {
    super((Configuration) base.getConfiguration(), Thread.currentThread().getContextClassLoader());
    this.base = base;
    this.groups = groups;
  }

  /** From now on this process's context gives the environment that is returned. */
  static PlacedEnvironment install(StreamExecutionEnvironment base, SlotGroups groups) {
    PlacedEnvironment environment = new PlacedEnvironment(base, groups);
    initializeContextEnvironment(unused -> environment);
    return environment;
  }

  /** Ends what {@link #install} began. */
  static void uninstall() {
    resetContextEnvironment();
  }

  /** The job that was started. */
  JobClient job() {
    if (started == null) {
      throw new IllegalStateException("the runner has started no job");
    }
    return started;
  }

  @Override
  public StreamGraph getStreamGraph(boolean clearTransformations) {
    Set<Transformation<?>> all = new LinkedHashSet<>();
    for (Transformation<?> last : List.copyOf(getTransformations())) {
      all.addAll(last.getTransitivePredecessors());
      all.add(last);
    }
    all.forEach(groups::place);
    return super.getStreamGraph(clearTransformations);
  }

  @Override
  public JobExecutionResult execute(StreamGraph graph) throws Exception {
    return executeAsync(graph).getJobExecutionResult().get();
  }

  @Override
  public JobClient executeAsync(StreamGraph graph) throws Exception {
    started = base.executeAsync(graph);
    return started;
  }
}
