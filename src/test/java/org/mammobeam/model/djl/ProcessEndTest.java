package org.mammobeam.model.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.JavaProcess;
import org.mammobeam.model.Device;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.Precision;
import org.mammobeam.model.weights.BundleContent;

/** A process that is told to end while networks run. */
final class ProcessEndTest {
  /** 128 and the number of SIGTERM. A crash in the engine would be 134. */
  private static final int TERMINATED = 143;

  private static final int MOMENTS = 3;

  @TempDir Path folder;

  /** Classifies patches until it is told to end. */
  static final class Busy {
    private static final int PATCHES = 16;

    private Busy() {}

    public static void main(String[] arguments) throws IOException {
      BundleContent content = BundleContent.seeded(1);
      DjlModels models = new DjlModels(content.bundle(), content.folder(), Device.CPU, 1);
      try (PatchClassifier network = models.openPatchClassifier(Precision.FLOAT32)) {
        float[] patches = new float[PATCHES * PatchClassifier.PATCH_PIXELS];
        System.out.println("running");
        while (patches.length > 0) {
          for (int patch = 0; patch < PATCHES; patch++) {
            patches[patch * PatchClassifier.PATCH_PIXELS] = ThreadLocalRandom.current().nextFloat();
          }
          network.probabilities(patches);
        }
      }
    }
  }

  @Test
  void networksFinishBeforeTheirEngineGoes() throws IOException, InterruptedException {
    for (int moment = 0; moment < MOMENTS; moment++) {
      Process process =
          JavaProcess.of(
                  List.of("-Xmx1g", "-XX:ErrorFile=" + folder.resolve("crash")),
                  Busy.class,
                  List.of())
              .redirectError(folder.resolve("log").toFile())
              .start();
      try (BufferedReader output = process.inputReader()) {
        assertEquals("running", output.readLine());
        TimeUnit.MILLISECONDS.sleep(500 + 300L * moment);
        process.destroy();
        assertEquals(TERMINATED, process.waitFor());
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
