package org.mammobeam.runner.spark;

import java.util.function.Consumer;
import org.apache.beam.runners.spark.SparkContextOptions;
import org.apache.beam.runners.spark.SparkPipelineOptions;
import org.apache.beam.runners.spark.coders.SparkRunnerKryoRegistrator;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.mammobeam.runner.AcceleratedTransforms;
import org.mammobeam.runner.Engine;
import org.mammobeam.runner.Placement;
import org.mammobeam.runner.PlacementException;

/** Starts the job on Spark: in this process, or on the cluster that {@code spark-submit} names. */
public final class SparkEngine implements Engine {
  @Override
  public PipelineResult run(Pipeline pipeline, Placement placement, Consumer<String> note)
      throws PlacementException {
    SparkPipelineOptions options = pipeline.getOptions().as(SparkPipelineOptions.class);
    SparkConf conf = new SparkConf();
    if (!conf.contains("spark.master")) {
      conf.setMaster(options.getSparkMaster());
    }
    if (placement.detached()) {
      throw new PlacementException(
          "--detach is for Flink; with Spark, spark-submit --deploy-mode cluster does not wait");
    }
    Masters.check(conf.get("spark.master"));
    boolean places = decide(pipeline, conf, placement, note);
    conf.setAppName(options.getJobName());
    conf.set("spark.kryo.registrator", SparkRunnerKryoRegistrator.class.getName());
    WaitingStages waiting = new WaitingStages();
    SparkContext context =
        places
            ? new PinningSparkContext(conf, AcceleratedTransforms.of(pipeline), waiting::gpu)
            : new SparkContext(conf);
    context.addSparkListener(waiting);
    JavaSparkContext provided = new JavaSparkContext(context);
    SparkContextOptions contextOptions = options.as(SparkContextOptions.class);
    contextOptions.setUsesProvidedSparkContext(true);
    contextOptions.setProvidedSparkContext(provided);
    PipelineResult running = pipeline.run();
    return new WatchedJob(running, provided, waiting, placement.gpuWait());
  }

  private static boolean decide(
      Pipeline pipeline, SparkConf conf, Placement placement, Consumer<String> note)
      throws PlacementException {
    if (placement.mode() == Placement.Mode.OFF || AcceleratedTransforms.of(pipeline).isEmpty()) {
      return false;
    }
    PlacementSettings settings = new PlacementSettings(conf);
    if (placement.mode() == Placement.Mode.AUTO) {
      String obstacle = settings.undeclared();
      if (!obstacle.isEmpty()) {
        if (!settings.isEmbedded()) {
          note.accept(
              "placement: off, as " + obstacle + "; stages with networks run on all workers");
        }
        return false;
      }
    }
    settings.check();
    settings.complete();
    note.accept("placement: stages with networks on executors with gpu, the others on cpuslot");
    return true;
  }
}
