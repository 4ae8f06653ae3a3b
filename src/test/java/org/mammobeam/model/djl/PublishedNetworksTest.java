package org.mammobeam.model.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mammobeam.model.Device;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.Precision;
import org.mammobeam.model.weights.BundleContent;
import org.mammobeam.model.weights.Contrary;
import org.mammobeam.model.weights.PlainNetworks;

/** The graphs of the templates against the networks as they are defined, on small inputs. */
final class PublishedNetworksTest {
  private static final Contrary WEIGHTS = new Contrary(3);

  private static float[] noise(long seed, long values) {
    Random random = new Random(seed);
    float[] noise = new float[(int) values];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    return noise;
  }

  private static double[][][] planes(float[] values, int channels, int rows, int columns) {
    double[][][] planes = new double[channels][rows][columns];
    for (int i = 0; i < values.length; i++) {
      planes[i / (rows * columns)][i / columns % rows][i % columns] = values[i];
    }
    return planes;
  }

  private static float[] run(ModelRole role, String method, Shape shape, float[]... inputs)
      throws Exception {
    Network network =
        Network.load(TorchEngine.start(), "test", WEIGHTS.network(role), ai.djl.Device.cpu());
    try {
      return network.run(method, shape, inputs);
    } finally {
      network.close();
    }
  }

  private static void assertClose(double[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 2e-5 * (1 + Math.abs(expected[i])), "output " + i);
    }
  }

  @Test
  void thePatchNetworkComputesWhatItsDefinitionSays() throws Exception {
    float[] patch = noise(1, 64 * 64);
    double[] expected = new PlainNetworks(WEIGHTS).patchLogits(planes(patch, 1, 64, 64)[0]);

    assertClose(expected, run(ModelRole.PATCH, "forward", new Shape(1, 1, 64, 64), patch));
  }

  @ParameterizedTest
  @EnumSource(names = {"IMAGE", "IMAGE_HEATMAPS"})
  void theFourViewNetworksComputeWhatTheirDefinitionSays(ModelRole role) throws Exception {
    int channels = role.channels();
    Shape shape = new Shape(1, channels, 110, 93);
    float[] left = noise(2, shape.size());
    float[] right = noise(3, shape.size());
    for (String projection : new String[] {"cc", "mlo"}) {
      double[] expected =
          new PlainNetworks(WEIGHTS)
              .logProbabilities(
                  projection, planes(left, channels, 110, 93), planes(right, channels, 110, 93));

      assertClose(expected, run(role, projection, shape, left, right));
    }
  }

  @Test
  void aPatchHasTheSameBitsAtEveryPlaceInABatch() throws Exception {
    BundleContent content = BundleContent.seeded(4);
    DjlModels models = new DjlModels(content.bundle(), content.folder(), Device.CPU, 1);
    float[] patch = noise(4, PatchClassifier.PATCH_PIXELS);
    try (PatchClassifier network = models.openPatchClassifier(Precision.FLOAT32)) {
      float[] alone = network.probabilities(patch);
      for (int place = 0; place < LoadedPatchNetwork.CPU_BATCH; place++) {
        // Full batches, and one that ends with the patch and is padded.
        for (int filled : new int[] {LoadedPatchNetwork.CPU_BATCH, place + 1}) {
          float[] batch = noise(5 + place, (long) filled * patch.length);
          System.arraycopy(patch, 0, batch, place * patch.length, patch.length);

          float[] together = network.probabilities(batch);

          assertArrayEquals(
              alone,
              Arrays.copyOfRange(together, 4 * place, 4 * place + 4),
              "place " + place + " of " + filled);
        }
      }
    }
  }

  @Test
  void aQuickBundlePassesTheTrialOfRealOnes() throws Exception {
    BundleContent content = BundleContent.quick(1);
    BundleTrial.run(content.bundle(), content.folder());
    assertEquals(0, DjlModels.openNetworks());
  }
}
