package org.mammobeam.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.mammobeam.exam.Projection;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.BundleFolder;
import org.mammobeam.model.Device;
import org.mammobeam.model.ExamClassifier;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.Precision;
import org.mammobeam.model.djl.DjlModels;
import org.mammobeam.model.weights.BundleContent;

/**
 * Resident memory over many predictions in a row and over many openings of all networks. Prints
 * MiB; ends with 1 if memory grew or a network stayed open.
 */
public final class NetworkEndurance {
  private static final int CYCLES = 50;

  /** Of the work done when memory is expected to have reached its level. */
  private static final double SETTLED = 0.2;

  /** MiB that the compiler and the C library's arenas may still take after that. */
  private static final long ALLOWANCE = 48;

  private static final int PATCHES = 4;

  private NetworkEndurance() {}

  /** Takes a bundle's folder, or {@code seeded} for the published networks, and predictions. */
  public static void main(String[] arguments) throws IOException {
    DjlModels models = models(arguments[0]);
    int predictions = Integer.parseInt(arguments[1]);
    boolean flat;
    try (PatchClassifier patches = models.openPatchClassifier(Precision.FLOAT32)) {
      Random random = new Random(1);
      flat = isFlat("predictions", predictions, () -> patches.probabilities(noise(random)));
    }
    flat &= isFlat("open and close", CYCLES, () -> openAndClose(models));
    System.out.println("networks open at the end: " + DjlModels.openNetworks());
    System.exit(flat && DjlModels.openNetworks() == 0 ? 0 : 1);
  }

  private static DjlModels models(String bundle) throws IOException {
    if (bundle.equals("seeded")) {
      BundleContent content = BundleContent.seeded(1);
      return new DjlModels(content.bundle(), content.folder(), Device.CPU, 1);
    }
    BundleFolder folder = BundleFolder.of(Path.of(bundle));
    return new DjlModels(Bundle.read(folder), folder, Device.CPU, 1);
  }

  private static float[] noise(Random random) {
    float[] patches = new float[PATCHES * PatchClassifier.PATCH_PIXELS];
    for (int i = 0; i < patches.length; i++) {
      patches[i] = random.nextFloat() * 4 - 2;
    }
    return patches;
  }

  private static void openAndClose(DjlModels models) throws IOException {
    try (PatchClassifier patches = models.openPatchClassifier(Precision.FLOAT32);
        ExamClassifier image = models.openExamClassifier(ModelRole.IMAGE, Precision.FLOAT32);
        ExamClassifier withHeatmaps =
            models.openExamClassifier(ModelRole.IMAGE_HEATMAPS, Precision.FLOAT32)) {
      patches.probabilities(noise(new Random(2)));
      float[] window = new float[Projection.CC.windowHeight() * Projection.CC.windowWidth()];
      image.logProbabilities(Projection.CC, window, window);
      float[] windows = new float[ModelRole.IMAGE_HEATMAPS.channels() * window.length];
      withHeatmaps.logProbabilities(Projection.CC, windows, windows);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static boolean isFlat(String name, int times, Work work) throws IOException {
    long settled = 0;
    long greatest = 0;
    for (int done = 1; done <= times; done++) {
      work.run();
      long resident = residentMebibytes();
      if (done <= times * SETTLED) {
        settled = Math.max(settled, resident);
      } else {
        greatest = Math.max(greatest, resident);
      }
      if (done % (times / 10) == 0) {
        System.out.printf("%s: %d, %d MiB resident%n", name, done, resident);
      }
    }
    System.out.printf(
        "%s: at most %d MiB in the first fifth, %d MiB afterwards%n", name, settled, greatest);
    return greatest <= settled + ALLOWANCE;
  }

  private static long residentMebibytes() throws IOException {
    String status = Files.readString(Path.of("/proc/self/status"));
    String line = status.lines().filter(l -> l.startsWith("VmRSS:")).findFirst().orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
  }
}
