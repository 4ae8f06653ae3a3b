package org.mammobeam.model.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.BundleFile;
import org.mammobeam.model.BundleFolder;
import org.mammobeam.model.Device;
import org.mammobeam.model.DeviceException;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.PatchSource;
import org.mammobeam.model.Precision;

/**
 * Measures a patch network of DenseNet-121's size: how fast it is for each precision, batch and
 * number of lanes, beside what the machine can multiply in the same run.
 *
 * <p>Other work on the machine lengthens wall times; CPU times less.
 */
public final class ModelBenchmark {
  /** Floating-point operations of DenseNet-121 for one patch: two per multiplication. */
  public static final double OPERATIONS_PER_PATCH = 2 * 3_700_428_800d;

  private static final int PIXELS = PatchClassifier.PATCH_PIXELS;
  private static final int MATRIX = 2048;
  private static final double MATRIX_OPERATIONS = 2.0 * MATRIX * MATRIX * MATRIX;
  private static final int DEVIATION_PATCHES = 8;

  private final TorchEngine engine;
  private final ai.djl.Device device;
  private final byte[] archive;

  private ModelBenchmark(TorchEngine engine, ai.djl.Device device, byte[] archive) {
    this.engine = engine;
    this.device = device;
    this.archive = archive;
  }

  /**
   * What to measure.
   *
   * @param precisions number types
   * @param batches patches of a batch
   * @param lanes threads, each with its own batches
   * @param repetitions batches per lane; the medians count
   */
  public record Plan(
      List<Precision> precisions, List<Integer> batches, List<Integer> lanes, int repetitions) {}

  /**
   * One line of the table.
   *
   * @param precision number type
   * @param batch patches of a batch
   * @param lanes threads
   * @param patchesPerSecond of all lanes
   * @param cpuSecondsPerPatch of all threads of the process; 0 says nothing on a GPU
   * @param gigaflops operations per second of all lanes, in thousands of millions
   * @param shareOfMatrixRate of float32 products of 2048 x 2048 with as many lanes, in this run
   * @param greatestDeviation of a probability from float32's
   * @param meanDeviation likewise
   */
  public record Result(
      Precision precision,
      int batch,
      int lanes,
      double patchesPerSecond,
      double cpuSecondsPerPatch,
      double gigaflops,
      double shareOfMatrixRate,
      double greatestDeviation,
      double meanDeviation) {}

  /** Reads the patch network of a bundle and finds the device. */
  public static ModelBenchmark of(Bundle bundle, BundleFolder folder, Device device)
      throws IOException {
    TorchEngine engine = TorchEngine.start();
    BundleFile file = bundle.file(ModelRole.PATCH);
    return new ModelBenchmark(engine, engine.resolve(device), file.read(folder));
  }

  /** Engine and device, for the heading. */
  public String runsOn() {
    return engine.version() + " on " + device;
  }

  /** Measures everything; {@code progress} gets each line when it is there. */
  public List<Result> run(Plan plan, Consumer<Result> progress) throws IOException {
    float[] exact = probabilities(Precision.FLOAT32);
    List<Result> results = new ArrayList<>();
    for (int lanes : plan.lanes) {
      double matrixRate = matrices(lanes, plan.repetitions).perSecond * MATRIX_OPERATIONS;
      for (Precision precision : plan.precisions) {
        float[] rough = probabilities(precision);
        try (Network network = load(precision)) {
          for (int batch : plan.batches) {
            Speed speed = patches(network, batch, lanes, plan.repetitions);
            double operations = speed.perSecond * OPERATIONS_PER_PATCH;
            Result result =
                new Result(
                    precision,
                    batch,
                    lanes,
                    speed.perSecond,
                    speed.cpuSeconds,
                    operations / 1e9,
                    operations / matrixRate,
                    deviations(exact, rough).max().orElse(0),
                    deviations(exact, rough).average().orElse(0));
            progress.accept(result);
            results.add(result);
          }
        }
      }
    }
    return results;
  }

  private Network load(Precision precision) throws IOException {
    return Network.load(engine, "patch network", PrecisionArchive.of(archive, precision), device);
  }

  private float[] probabilities(Precision precision) throws IOException {
    DeviceLanes lanes = DeviceLanes.of(device, 1);
    try (LoadedPatchNetwork network = LoadedPatchNetwork.of(load(precision), lanes)) {
      return network.probabilities(
          DEVIATION_PATCHES, PatchSource.of(noise(DEVIATION_PATCHES * PIXELS)));
    }
  }

  private static DoubleStream deviations(float[] exact, float[] rough) {
    return IntStream.range(0, exact.length).mapToDouble(i -> Math.abs(exact[i] - rough[i]));
  }

  private static float[] noise(int values) {
    Random random = new Random(1);
    float[] noise = new float[values];
    for (int i = 0; i < values; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    return noise;
  }

  private Speed patches(Network network, int batch, int lanes, int repetitions) throws IOException {
    Shape shape = new Shape(batch, 1, PatchClassifier.PATCH_SIZE, PatchClassifier.PATCH_SIZE);
    float[] patches = noise(batch * PIXELS);
    return measure(lanes, repetitions, batch, () -> network.run("forward", shape, patches));
  }

  private Speed matrices(int lanes, int repetitions) throws IOException {
    float[] values = noise(MATRIX * MATRIX);
    return measure(
        lanes,
        repetitions,
        1,
        () -> {
          try (NDManager scope = engine.engine().newBaseManager(device)) {
            NDArray matrix = scope.create(values, new Shape(MATRIX, MATRIX));
            return matrix.matMul(matrix).get("0, 0:1").toFloatArray();
          }
        });
  }

  /** Things done per second by all lanes, and the process's CPU time for one. */
  private record Speed(double perSecond, double cpuSeconds) {}

  /**
   * Has all lanes work once per round; the first round sets up, the medians of the others count.
   */
  private static Speed measure(int laneCount, int rounds, int things, Callable<float[]> work)
      throws IOException {
    ExecutorService lanes = Lanes.of("benchmark", laneCount, Lanes.Turn.FREE);
    try {
      double[] wall = new double[rounds];
      double[] cpu = new double[rounds];
      lanes.invokeAll(Collections.nCopies(laneCount, work));
      for (int round = 0; round < rounds; round++) {
        long wallBefore = System.nanoTime();
        long cpuBefore = processCpuTime();
        for (Future<float[]> done : lanes.invokeAll(Collections.nCopies(laneCount, work))) {
          done.get();
        }
        cpu[round] = (processCpuTime() - cpuBefore) / 1e9;
        wall[round] = (System.nanoTime() - wallBefore) / 1e9;
      }
      double all = (double) laneCount * things;
      return new Speed(all / median(wall), median(cpu) / all);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the measurement was interrupted");
    } catch (ExecutionException e) {
      throw new DeviceException("the measurement failed: " + e.getCause(), e);
    } finally {
      lanes.shutdown();
    }
  }

  private static long processCpuTime() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
