package org.mammobeam.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.mammobeam.model.Device;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.PatchSource;
import org.mammobeam.model.Precision;
import org.mammobeam.model.djl.DjlModels;
import org.mammobeam.model.weights.BundleContent;

/**
 * Wall and CPU seconds for 100 different patches with the published patch network, as a stage has
 * them: those of all threads of the process, hashing of patches included. {@code
 * src/test/bench/patch_ratio.sh} holds it against eager PyTorch.
 */
public final class PatchSeconds {
  private static final int PATCHES = 100;

  private PatchSeconds() {}

  /** Takes the precision and how often to measure. */
  public static void main(String[] arguments) throws IOException {
    BundleContent content = BundleContent.seeded(1);
    DjlModels models = new DjlModels(content.bundle(), content.folder(), Device.CPU, 1);
    float[] patches = new float[PATCHES * PatchClassifier.PATCH_PIXELS];
    Random random = new Random(1);
    for (int i = 0; i < patches.length; i++) {
      patches[i] = (float) random.nextGaussian();
    }
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    try (PatchClassifier network = models.openPatchClassifier(Precision.parse(arguments[0]))) {
      network.probabilities(8, PatchSource.of(patches));
      for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
        long wallBefore = System.nanoTime();
        long cpuBefore = system.getProcessCpuTime();
        network.probabilities(patches);
        System.out.printf(
            "%.3f %.3f%n",
            (System.nanoTime() - wallBefore) / 1e9, (system.getProcessCpuTime() - cpuBefore) / 1e9);
      }
    }
  }
}
