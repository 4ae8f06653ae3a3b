package org.mammobeam.model.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.util.Utils;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mammobeam.codec.TemporaryFile;
import org.mammobeam.model.Device.Kind;
import org.mammobeam.model.DeviceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine of this process: loaded when the first network is opened, never downloaded. */
final class TorchEngine {
  private static final Logger LOG = LoggerFactory.getLogger(TorchEngine.class);

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "ai.djl.offline", "true",
          "OPT_OUT_TRACKING", "true",
          // One thread per operator: lanes give the parallelism, and more threads change the bits.
          "ai.djl.pytorch.num_threads", "1",
          "ai.djl.pytorch.num_interop_threads", "1",
          // Its profiling executor would compile each graph anew in every thread.
          "ai.djl.pytorch.graph_optimizer", "false");

  private static @Nullable TorchEngine started;

  private final Engine engine;

  private TorchEngine(Engine engine) {
    this.engine = engine;
  }

  /** Loads the native libraries if that has not been done. */
  static synchronized TorchEngine start() throws IOException {
    TorchEngine engine = started;
    if (engine == null) {
      TemporaryFile.check();
      engine = new TorchEngine(load());
      started = engine;
    }
    return engine;
  }

  private static Engine load() throws IOException {
    NativeSettings.apply();
    PROPERTIES.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
    try {
      Engine engine = Engine.getEngine("PyTorch");
      NativeSettings.withoutNnpack();
      convolveOnce(engine);
      return engine;
    } catch (EngineException | LinkageError | AssertionError e) {
      throw new DeviceException(advice(e, Utils.getEngineCacheDir()), e);
    }
  }

  /**
   * Convolves a few numbers, so that no two threads begin with it at the same time: there a process
   * was once seen to crash. libtorch hands small single images to other code than batches, and each
   * sets itself up at its first convolution.
   */
  private static void convolveOnce(Engine engine) {
    for (Shape shape : new Shape[] {new Shape(1, 1, 8, 8), new Shape(2, 1, 32, 32)}) {
      try (NDManager scope = engine.newBaseManager(Device.cpu())) {
        NDArray weights = scope.ones(new Shape(8, 1, 3, 3));
        Conv2d.conv2d(scope.ones(shape), weights).singletonOrThrow().toFloatArray();
      }
    }
  }

  /** What to do about an engine that does not load, from the messages of all its causes. */
  static String advice(Throwable failure, Path cache) {
    StringBuilder messages = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      messages.append(messages.isEmpty() ? "" : ": ").append(cause);
    }
    String text = messages.toString();
    if (text.contains("already loaded in another classloader")) {
      return "another class loader of this process holds the PyTorch libraries; put DJL and JNA on"
          + " the cluster's own class path (on Flink: lib/, and"
          + " classloader.parent-first-patterns.additional: ai.djl;com.sun.jna): "
          + text;
    }
    if (text.contains("FileSystemException")
        || text.contains("AccessDenied")
        || text.contains("NoSuchFile")
        || text.contains("No space left")
        || text.contains("failed to map segment")) {
      return "the PyTorch libraries (450 MB) cannot be unpacked to "
          + cache
          + "; set DJL_CACHE_DIR to a folder that can be written and executed from: "
          + text;
    }
    return "PyTorch cannot be loaded for this machine; the flavour of libtorch (PYTORCH_FLAVOR,"
        + " PYTORCH_LIBRARY_PATH) must be one that DJL's JNI library has, cpu or cu128: "
        + text;
  }

  Engine engine() {
    return engine;
  }

  /** Name and version, such as {@code PyTorch 2.7.1 (DJL 0.35.1)}. */
  String version() {
    return "PyTorch " + engine.getVersion() + " (DJL " + Engine.getDjlVersion() + ")";
  }

  /**
   * The device to use for what was asked.
   *
   * @throws DeviceException if it is a GPU that cannot be used: nothing falls back to the CPU
   *     unasked
   */
  Device resolve(org.mammobeam.model.Device asked) throws DeviceException {
    if (asked.kind() == Kind.CPU) {
      return Device.cpu();
    }
    String obstacle =
        obstacle(asked.index(), engine.hasCapability("CUDA"), CudaUtils.getGpuCount());
    if (asked.kind() == Kind.CUDA) {
      if (!obstacle.isEmpty()) {
        throw new DeviceException("--device=" + asked + " cannot be used: " + obstacle);
      }
      return Device.gpu(asked.index());
    }
    LOG.info("--device=auto is {}", obstacle.isEmpty() ? "cuda:0" : "cpu: " + obstacle);
    return obstacle.isEmpty() ? Device.gpu(0) : Device.cpu();
  }

  /** Why a GPU cannot be used, and what to do about it; empty if it can. */
  static String obstacle(int index, boolean cudaBuild, int gpus) {
    if (gpus == 0) {
      return "no GPU is visible to CUDA in this process (driver, CUDA_VISIBLE_DEVICES,"
          + " the container's GPU option)";
    }
    if (!cudaBuild) {
      return "this libtorch is the CPU build though "
          + gpus
          + " GPU(s) are there; use libtorch 2.7.1+cu128: the pytorch-native-cu128 library, or"
          + " PYTORCH_LIBRARY_PATH=FOLDER PYTORCH_VERSION=2.7.1 PYTORCH_FLAVOR=cu128";
    }
    if (index >= gpus) {
      return "there are " + gpus + " GPU(s), numbered from 0";
    }
    return "";
  }
}
