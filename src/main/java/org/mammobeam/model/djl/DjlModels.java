package org.mammobeam.model.djl;

import java.io.IOException;
import org.mammobeam.exam.Projection;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.BundleFile;
import org.mammobeam.model.BundleFolder;
import org.mammobeam.model.Device;
import org.mammobeam.model.DeviceException;
import org.mammobeam.model.ExamClassifier;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.Models;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.PatchSource;
import org.mammobeam.model.Precision;
import org.mammobeam.model.SharedCopies;

/** The networks of a bundle, run by PyTorch through DJL. */
public final class DjlModels implements Models {
  private static final SharedCopies<NetworkKey, LoadedPatchNetwork> PATCH_NETWORKS =
      new SharedCopies<>();
  private static final SharedCopies<NetworkKey, LoadedExamNetwork> EXAM_NETWORKS =
      new SharedCopies<>();

  private final Bundle bundle;
  private final BundleFolder folder;
  private final Device device;
  private final int gpuUsers;

  /** What makes two networks of a process the same one. */
  private record NetworkKey(
      ModelRole role, String sha256, ai.djl.Device device, Precision precision) {
    @Override
    public String toString() {
      return "the " + role + " network on " + device;
    }
  }

  /**
   * Reads and loads nothing yet.
   *
   * @param bundle what {@code folder} holds; files are checked against it when they are opened
   * @param device where networks run
   * @param gpuUsers how many runs may use a GPU at once
   */
  public DjlModels(Bundle bundle, BundleFolder folder, Device device, int gpuUsers) {
    if (gpuUsers < 1) {
      throw new IllegalArgumentException("at least one run must be able to use a GPU");
    }
    this.bundle = bundle;
    this.folder = folder;
    this.device = device;
    this.gpuUsers = gpuUsers;
  }

  /** Networks in memory, in this process: 0 when all that were opened have been closed. */
  public static long openNetworks() {
    return Network.open();
  }

  @Override
  public PatchClassifier openPatchClassifier(Precision precision) throws IOException {
    TorchEngine engine = TorchEngine.start();
    NetworkKey key = key(engine, ModelRole.PATCH, precision);
    return new Patches(
        PATCH_NETWORKS.open(key, () -> LoadedPatchNetwork.of(load(engine, key), lanes(key))),
        engine.version() + " on " + key.device + ", " + precision);
  }

  @Override
  public ExamClassifier openExamClassifier(ModelRole role, Precision precision) throws IOException {
    if (role == ModelRole.PATCH) {
      throw new IllegalArgumentException("the patch network classifies no exams");
    }
    TorchEngine engine = TorchEngine.start();
    NetworkKey key = key(engine, role, precision);
    return new Exams(
        EXAM_NETWORKS.open(
            key, () -> new LoadedExamNetwork(load(engine, key), role, lanes(key).exams())),
        engine.version() + " on " + key.device + ", " + precision);
  }

  private NetworkKey key(TorchEngine engine, ModelRole role, Precision precision)
      throws IOException {
    ai.djl.Device resolved = engine.resolve(device);
    if (precision == Precision.FP16 && !resolved.isGpu()) {
      throw new DeviceException(
          "fp16 is for GPUs: a CPU is slower with it than with float32, which is exact; use"
              + " --precision=float32");
    }
    return new NetworkKey(role, bundle.file(role).sha256(), resolved, precision);
  }

  private DeviceLanes lanes(NetworkKey key) throws IOException {
    return DeviceLanes.of(key.device, gpuUsers);
  }

  private Network load(TorchEngine engine, NetworkKey key) throws IOException {
    BundleFile file = bundle.file(key.role);
    byte[] archive = PrecisionArchive.of(file.read(folder), key.precision);
    return Network.load(engine, file.path(), archive, key.device);
  }

  private record Patches(SharedCopies<NetworkKey, LoadedPatchNetwork>.Hold hold, String environment)
      implements PatchClassifier {
    @Override
    public float[] probabilities(int count, PatchSource source) throws IOException {
      return hold.get().probabilities(count, source);
    }

    @Override
    public String runsOn() {
      return environment + ", batches of " + hold.get().batchSize();
    }

    @Override
    public void close() {
      hold.close();
    }
  }

  private record Exams(SharedCopies<NetworkKey, LoadedExamNetwork>.Hold hold, String environment)
      implements ExamClassifier {
    @Override
    public float[] logProbabilities(Projection projection, float[] left, float[] right)
        throws IOException {
      return hold.get().logProbabilities(projection, left, right);
    }

    @Override
    public String runsOn() {
      return environment;
    }

    @Override
    public void close() {
      hold.close();
    }
  }
}
