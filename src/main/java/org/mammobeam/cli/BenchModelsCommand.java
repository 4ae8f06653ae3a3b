package org.mammobeam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.mammobeam.model.Device;
import org.mammobeam.model.DeviceException;
import org.mammobeam.model.Precision;
import org.mammobeam.model.djl.ModelBenchmark;
import org.mammobeam.model.weights.BundleContent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mammobeam bench-models}: how fast the patch network is on this machine. */
@Command(
    name = "bench-models",
    header = "Measures how fast this machine runs the patch network.",
    description =
        "Measures the published patch network with random weights on this machine, beside its rate"
            + " of matrix products in the same run.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  mammobeam bench-models --precision=float32,bf16 --batch=4,8,16 --lanes=1,2"
    })
final class BenchModelsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--device",
      defaultValue = "auto",
      paramLabel = "DEVICE",
      description = "auto, cpu, cuda or cuda:N (default: ${DEFAULT-VALUE}).")
  private String device;

  @Option(
      names = "--precision",
      split = ",",
      defaultValue = "float32",
      paramLabel = "TYPE",
      description = "float32, bf16, fp16 (default: ${DEFAULT-VALUE}).")
  private List<String> precisions;

  @Option(
      names = "--batch",
      split = ",",
      defaultValue = "8",
      paramLabel = "N",
      description = "Patches of a batch (default: ${DEFAULT-VALUE}).")
  private List<Integer> batches;

  @Option(
      names = "--lanes",
      split = ",",
      defaultValue = "1,2",
      paramLabel = "N",
      description = "Threads, each with its own batches (default: ${DEFAULT-VALUE}).")
  private List<Integer> lanes;

  @Option(
      names = "--repetitions",
      defaultValue = "5",
      paramLabel = "N",
      description = "Batches per lane; medians count (default: ${DEFAULT-VALUE}).")
  private int repetitions;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of the weights (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      BundleContent content = BundleContent.seeded(seed);
      ModelBenchmark benchmark =
          ModelBenchmark.of(content.bundle(), content.folder(), Device.parse(device));
      out.println(benchmark.runsOn());
      out.println("precision  batch  lanes  patches/s  CPU s/patch  GFLOP/s  of matmul  deviation");
      benchmark.run(
          new ModelBenchmark.Plan(
              precisions.stream().map(Precision::parse).toList(), batches, lanes, repetitions),
          result -> print(out, result));
      return ExitCode.WELL;
    } catch (DeviceException e) {
      spec.commandLine().getErr().println("mammobeam: " + e.getMessage());
      return ExitCode.JOB_FAILED;
    }
  }

  private static void print(PrintWriter out, ModelBenchmark.Result result) {
    out.printf(
        "%-9s  %5d  %5d  %9.2f  %11.4f  %7.1f  %8.0f%%  %9.1e%n",
        result.precision(),
        result.batch(),
        result.lanes(),
        result.patchesPerSecond(),
        result.cpuSecondsPerPatch(),
        result.gigaflops(),
        100 * result.shareOfMatrixRate(),
        result.greatestDeviation());
    out.flush();
  }
}
