package org.mammobeam.model.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import com.sun.jna.Memory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.mammobeam.model.BundleException;
import org.mammobeam.model.DeviceException;
import org.mammobeam.model.OutOfDeviceMemoryException;

/**
 * A TorchScript module in the memory of a device.
 *
 * <p>May run in several threads at once. All native memory of a run, inputs included, is freed when
 * it ends: none waits for the garbage collector, which does not see it.
 */
final class Network implements AutoCloseable {
  /**
   * The count is the process's, not the class's: each job of a session cluster has a class loader
   * and so a class of its own. From outside, {@code jcmd PID VM.system_properties} shows it.
   */
  private static final String OPEN = "mammobeam.open-networks";

  private final Model model;
  private final Device device;

  /** Read by runs, written by the end: memory that a run uses is not freed under it. */
  private final ReadWriteLock inUse = new ReentrantReadWriteLock();

  private Network(Model model, Device device) {
    this.model = model;
    this.device = device;
  }

  /**
   * Loads a module.
   *
   * @param name for messages
   * @throws BundleException if the engine does not understand the archive
   */
  static Network load(TorchEngine engine, String name, byte[] archive, Device device)
      throws IOException {
    Model model = engine.engine().newModel(name, device);
    try {
      model.load(new ByteArrayInputStream(archive), Map.of("mapLocation", "true"));
      // DJL makes an empty folder for each module that comes as a stream.
      Files.deleteIfExists(model.getModelPath());
    } catch (MalformedModelException | EngineException e) {
      model.close();
      if (isOutOfMemory(e)) {
        throw new DeviceException(name + " does not fit into the device's memory", e);
      }
      throw new BundleException(name + " is no TorchScript module of ours: " + e.getMessage(), e);
    }
    countOpen(1);
    ProcessEnd.opened();
    return new Network(model, device);
  }

  /** Modules that are open in this process. */
  static long open() {
    return Long.getLong(OPEN, 0);
  }

  private static void countOpen(long more) {
    System.getProperties()
        .compute(
            OPEN,
            (name, before) ->
                Long.toString(
                    more + (before == null ? 0 : Long.parseLong(String.valueOf(before)))));
  }

  Device device() {
    return device;
  }

  /**
   * Runs a method of the module.
   *
   * @param shape of each input
   * @param inputs their values in raster order
   * @return the values of its one output
   * @throws OutOfDeviceMemoryException if the device's memory is too small for it
   * @throws DeviceException if the engine fails otherwise
   */
  float[] run(String method, Shape shape, float[]... inputs)
      throws OutOfDeviceMemoryException, DeviceException {
    List<Memory> memory = new ArrayList<>();
    Lock duringRun = ProcessEnd.duringRun();
    duringRun.lock();
    inUse.readLock().lock();
    try (NDManager scope = model.getNDManager().newSubManager()) {
      NDList list = new NDList();
      for (float[] input : inputs) {
        list.add(array(scope, shape, input, memory));
      }
      if (!method.equals("forward")) {
        NDArray selector = scope.create(0f);
        selector.setName("module_method:" + method);
        list.add(selector);
      }
      return model
          .getBlock()
          .forward(new ParameterStore(scope, false), list, false)
          .singletonOrThrow()
          .toFloatArray();
    } catch (EngineException e) {
      if (isOutOfMemory(e)) {
        freeCache();
        throw new OutOfDeviceMemoryException(firstLine(e), e);
      }
      throw new DeviceException("the engine failed on " + device + ": " + firstLine(e), e);
    } finally {
      inUse.readLock().unlock();
      duringRun.unlock();
      memory.forEach(Memory::close);
    }
  }

  private static NDArray array(NDManager scope, Shape shape, float[] values, List<Memory> memory) {
    long bytes = (long) values.length * Float.BYTES;
    Memory block = new Memory(bytes);
    memory.add(block);
    block.write(0, values, 0, values.length);
    return scope.create(block.getByteBuffer(0, bytes), shape, DataType.FLOAT32);
  }

  private void freeCache() {
    if (device.isGpu()) {
      JniUtils.emptyCudaCache();
    }
  }

  /** As the engine's allocators say it: there is no type or code for it in DJL. */
  static boolean isOutOfMemory(Throwable failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("out of memory")
        || message.contains("can't allocate memory")
        || message.contains("not enough memory")
        || message.contains("_status_alloc_failed");
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no message");
  }

  @Override
  public void close() {
    inUse.writeLock().lock();
    try {
      model.close();
      countOpen(-1);
      ProcessEnd.closed();
    } finally {
      inUse.writeLock().unlock();
    }
  }
}
