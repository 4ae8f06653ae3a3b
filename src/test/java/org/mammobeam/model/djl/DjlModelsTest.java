package org.mammobeam.model.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mammobeam.model.PatchClassifier.PATCH_PIXELS;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mammobeam.exam.Projection;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.BundleException;
import org.mammobeam.model.BundleFile;
import org.mammobeam.model.BundleFolder;
import org.mammobeam.model.Device;
import org.mammobeam.model.DeviceException;
import org.mammobeam.model.ExamClassifier;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.Precision;

/** On the tiny networks that make_networks.py in the resources makes. */
final class DjlModelsTest {
  private final AtomicInteger reads = new AtomicInteger();
  private final BundleFolder folder =
      path -> {
        reads.incrementAndGet();
        InputStream in = DjlModelsTest.class.getResourceAsStream(path);
        if (in == null) {
          throw new FileNotFoundException(path);
        }
        return in;
      };

  @AfterEach
  void everyNetworkIsClosed() {
    assertEquals(0, DjlModels.openNetworks());
  }

  private DjlModels models(String patchFile) throws IOException {
    return new DjlModels(bundle(patchFile), folder, Device.CPU, 1);
  }

  private Bundle bundle(String patchFile) throws IOException {
    Map<ModelRole, BundleFile> files = new EnumMap<>(ModelRole.class);
    files.put(ModelRole.PATCH, file(patchFile));
    files.put(ModelRole.IMAGE, file("image.pt"));
    files.put(ModelRole.IMAGE_HEATMAPS, file("image-heatmaps.pt"));
    return new Bundle(
        "tiny", "tiny", List.of("malignant", "benign", "a", "b"), files, "x", "x", Map.of());
  }

  private static BundleFile file(String path) throws IOException {
    try (InputStream in = DjlModelsTest.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new FileNotFoundException(path);
      }
      return BundleFile.of(path, in.readAllBytes());
    }
  }

  private static float[] patches(int count) {
    Random random = new Random(7);
    float[] patches = new float[count * PATCH_PIXELS];
    for (int i = 0; i < patches.length; i++) {
      patches[i] = (float) random.nextGaussian();
    }
    return patches;
  }

  private static float[] window(Projection projection, int channels, float value) {
    float[] window = new float[channels * projection.windowHeight() * projection.windowWidth()];
    Arrays.fill(window, value);
    return window;
  }

  @Test
  void aPatchHasTheSameBitsWhereverInABatchItLies() throws IOException {
    float[] patches = patches(11);
    try (PatchClassifier classifier = models("patch.pt").openPatchClassifier(Precision.FLOAT32)) {
      float[] together = classifier.probabilities(patches);

      assertEquals(44, together.length);
      for (int i = 0; i < 11; i++) {
        float[] patch = Arrays.copyOfRange(patches, i * PATCH_PIXELS, (i + 1) * PATCH_PIXELS);
        assertArrayEquals(
            classifier.probabilities(patch), Arrays.copyOfRange(together, i * 4, i * 4 + 4));
      }
      assertEquals(1, together[0] + together[1] + together[2] + together[3], 1e-6, "probabilities");
      assertTrue(
          classifier
              .runsOn()
              .matches("PyTorch 2.7.1 \\(DJL 0.35.1\\) on cpu\\(\\), float32, batches of 4"),
          classifier.runsOn());
    }
  }

  @Test
  void usersOfAProcessShareOneCopy() throws IOException {
    PatchClassifier first = models("patch.pt").openPatchClassifier(Precision.FLOAT32);
    PatchClassifier second = models("patch.pt").openPatchClassifier(Precision.FLOAT32);
    PatchClassifier other = models("patch.pt").openPatchClassifier(Precision.BF16);

    assertEquals(2, DjlModels.openNetworks());
    assertEquals(2, reads.get());
    first.close();
    first.close();
    assertArrayEquals(second.probabilities(patches(1)), second.probabilities(patches(1)));
    second.close();
    assertEquals(1, DjlModels.openNetworks());
    other.close();
    assertThrows(IllegalStateException.class, () -> second.probabilities(patches(1)));
  }

  @Test
  void bf16IsCloseToFloat32ButNotTheSame() throws IOException {
    try (PatchClassifier exact = models("patch.pt").openPatchClassifier(Precision.FLOAT32);
        PatchClassifier rough = models("patch.pt").openPatchClassifier(Precision.BF16)) {
      float[] patches = patches(3);
      float[] expected = exact.probabilities(patches);

      assertArrayEquals(expected, rough.probabilities(patches), 0.02f);
      assertFalse(Arrays.equals(expected, rough.probabilities(patches)));
    }
  }

  @Test
  void fp16OnACpuIsRefusedWithAdvice() {
    DeviceException refusal =
        assertThrows(
            DeviceException.class, () -> models("patch.pt").openPatchClassifier(Precision.FP16));
    assertTrue(refusal.toString().contains("--precision=float32"), refusal.toString());
  }

  @Test
  void theEnginesOutOfMemoryHalvesTheBatch() throws IOException {
    float[] patches = patches(11);
    try (PatchClassifier classifier =
        models("greedy-patch.pt").openPatchClassifier(Precision.FLOAT32)) {
      float[] probabilities = classifier.probabilities(patches);

      assertTrue(classifier.runsOn().endsWith("batches of 2"), classifier.runsOn());
      assertArrayEquals(probabilities, classifier.probabilities(patches));
    }
  }

  @Test
  void noMemoryForOnePatchIsAnErrorWithAdvice() throws IOException {
    try (PatchClassifier classifier =
        models("very-greedy-patch.pt").openPatchClassifier(Precision.FLOAT32)) {
      DeviceException failure =
          assertThrows(DeviceException.class, () -> classifier.probabilities(patches(1)));
      assertTrue(failure.toString().contains("use another --device"), failure.toString());
    }
  }

  @Test
  void aFailingNetworkIsNoFaultOfTheExam() throws IOException {
    try (PatchClassifier classifier =
        models("failing-patch.pt").openPatchClassifier(Precision.FLOAT32)) {
      assertThrows(DeviceException.class, () -> classifier.probabilities(patches(1)));
    }
  }

  @Test
  void filesThatAreNoNetworkAreRefusedAndNamed() {
    String refusal =
        assertThrows(
                BundleException.class,
                () -> models("make_networks.py").openPatchClassifier(Precision.FLOAT32))
            .toString();
    assertTrue(refusal.contains("make_networks.py is no TorchScript module"), refusal);
    assertThrows(
        BundleException.class,
        () -> models("three-outputs.pt").openPatchClassifier(Precision.FLOAT32));
    assertThrows(
        IOException.class, () -> models("image.pt").openPatchClassifier(Precision.FLOAT32));
  }

  @Test
  void aChangedFileIsRefused() throws IOException {
    Bundle bundle = bundle("patch.pt");
    BundleFolder changed = path -> folder.open(path.equals("patch.pt") ? "failing-patch.pt" : path);
    assertThrows(
        BundleException.class,
        () -> new DjlModels(bundle, changed, Device.CPU, 1).openPatchClassifier(Precision.FLOAT32));
  }

  @Test
  void cudaWithoutAGpuIsAnErrorAndAutoIsTheCpu() throws IOException {
    Bundle bundle = bundle("patch.pt");
    DeviceException refusal =
        assertThrows(
            DeviceException.class,
            () ->
                new DjlModels(bundle, folder, Device.cuda(0), 1)
                    .openPatchClassifier(Precision.FLOAT32));
    assertTrue(refusal.toString().contains("--device=cuda:0 cannot be used: "), refusal.toString());

    try (PatchClassifier classifier =
        new DjlModels(bundle, folder, Device.AUTO, 1).openPatchClassifier(Precision.FLOAT32)) {
      assertTrue(classifier.runsOn().contains("cpu"), classifier.runsOn());
    }
  }

  @Test
  void sidesProjectionsAndChannelsReachTheNetwork() throws IOException {
    try (ExamClassifier image =
            models("patch.pt").openExamClassifier(ModelRole.IMAGE, Precision.FLOAT32);
        ExamClassifier withHeatmaps =
            models("patch.pt").openExamClassifier(ModelRole.IMAGE_HEATMAPS, Precision.FLOAT32)) {
      float[] cc = image.logProbabilities(Projection.CC, cc(1, 1), cc(1, 2));
      assertEquals(ExamClassifier.OUTPUTS, cc.length);
      for (int i = 0; i < 8; i += 2) {
        assertEquals(1, Math.exp(cc[i]) + Math.exp(cc[i + 1]), 1e-6);
      }
      assertFalse(Arrays.equals(cc, image.logProbabilities(Projection.CC, cc(1, 2), cc(1, 1))));
      assertFalse(
          Arrays.equals(
              cc,
              image.logProbabilities(
                  Projection.MLO, window(Projection.MLO, 1, 1), window(Projection.MLO, 1, 2))));
      assertEquals(8, withHeatmaps.logProbabilities(Projection.CC, cc(3, 1), cc(3, 2)).length);
      assertThrows(
          IllegalArgumentException.class,
          () -> withHeatmaps.logProbabilities(Projection.CC, cc(1, 1), cc(1, 2)));
    }
  }

  private static float[] cc(int channels, float value) {
    return window(Projection.CC, channels, value);
  }
}
