package org.mammobeam.runner.flink;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.RemoteStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.mammobeam.runner.PlacementException;

/** The environment that sends a job where the user wants it. */
final class BaseEnvironment {
  private static final int DEFAULT_PORT = 8081;

  private BaseEnvironment() {}

  /**
   * The environment for the chosen master; {@code [auto]} is what started this program.
   *
   * @param settings of the job
   */
  static StreamExecutionEnvironment of(FlinkPipelineOptions options, Configuration settings)
      throws PlacementException {
    String master = options.getFlinkMaster();
    if (master.equals("[local]") || master.equals("[collection]")) {
      return StreamExecutionEnvironment.createLocalEnvironment(1, settings);
    }
    if (master.equals("[auto]")) {
      return StreamExecutionEnvironment.getExecutionEnvironment(settings);
    }
    int colon = master.lastIndexOf(':');
    String host = colon < 0 ? master : master.substring(0, colon);
    try {
      int port = colon < 0 ? DEFAULT_PORT : Integer.parseInt(master.substring(colon + 1));
      return new RemoteStreamEnvironment(
          host, port, settings, jars(options).toArray(String[]::new));
    } catch (NumberFormatException e) {
      throw new PlacementException("--flinkMaster is HOST:PORT, not " + master, e);
    }
  }

  /** Whether the job runs inside this process. */
  static boolean isEmbedded(StreamExecutionEnvironment environment) {
    return environment instanceof LocalStreamEnvironment;
  }

  /** What the cluster gets: what the user named, else the jar that this class is in. */
  private static List<String> jars(FlinkPipelineOptions options) throws PlacementException {
    List<String> named = options.getFilesToStage();
    if (named != null && !named.isEmpty()) {
      return named;
    }
    CodeSource source = BaseEnvironment.class.getProtectionDomain().getCodeSource();
    try {
      Path place = Path.of(source.getLocation().toURI());
      if (place.toString().endsWith(".jar")) {
        return List.of(place.toString());
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException("this program lies at " + source.getLocation(), e);
    }
    throw new PlacementException(
        "a cluster gets its jobs as a jar: use runners/flink/submit.sh, or --filesToStage=JAR");
  }
}
