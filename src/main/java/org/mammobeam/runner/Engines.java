package org.mammobeam.runner;

import java.lang.reflect.Constructor;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.runners.direct.RestingClock;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.StreamingOptions;
import org.mammobeam.beam.Activity;

/** Finds the engine for a runner. Each is there in the build for its engine only. */
public final class Engines {
  private static final Map<String, String> ADAPTERS =
      Map.of(
          "FlinkRunner", "org.mammobeam.runner.flink.FlinkEngine",
          "SparkRunner", "org.mammobeam.runner.spark.SparkEngine");

  private Engines() {}

  /**
   * The engine of the chosen runner; one without an adapter runs the job as it is, and honours the
   * hints in it or not.
   */
  public static Engine of(PipelineOptions options) throws PlacementException {
    String runner = options.getRunner().getSimpleName();
    String adapter = ADAPTERS.get(runner);
    if (adapter == null) {
      return (pipeline, placement, note) -> direct(pipeline, placement, runner);
    }
    try {
      Constructor<? extends Engine> constructor =
          Class.forName(adapter).asSubclass(Engine.class).getConstructor();
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new PlacementException(
          "this build has no adapter for %s; build it with ./mvnw -P%s package"
              .formatted(runner, runner.replace("Runner", "").toLowerCase(Locale.ROOT)),
          e);
    }
  }

  private static PipelineResult direct(Pipeline pipeline, Placement placement, String runner)
      throws PlacementException {
    if (placement.mode() == Placement.Mode.ON) {
      throw new PlacementException(
          "--placement=on is for clusters of Flink and Spark, not for " + runner);
    }
    boolean rests =
        runner.equals("DirectRunner")
            && pipeline.getOptions().as(StreamingOptions.class).isStreaming();
    return rests ? RestingClock.run(pipeline, Activity::age) : pipeline.run();
  }
}
