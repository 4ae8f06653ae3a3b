package org.mammobeam.model.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.codec.TorchFiles;
import org.mammobeam.codec.TorchFiles.Tensor;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.djl.BundleTrial;

/** On files of the real architectures' names and shapes. */
final class WeightImportTest {
  private static final long SEED = 5;

  /** Random places at which files are cut off. */
  private static final int CUTS = 100;

  @TempDir private static Path shared;
  private static WeightFiles valid;
  private static Map<String, Tensor> patchWeights = Map.of();

  @TempDir private Path folder;
  private WeightFiles files;

  @BeforeAll
  static void makeFiles() throws Exception {
    valid = new WeightFiles(shared.resolve("p"), shared.resolve("i"), shared.resolve("h"));
    for (ModelRole role : ModelRole.values()) {
      Map<String, Tensor> tensors = Recorded.stateDict(role, SEED);
      if (role == ModelRole.PATCH) {
        patchWeights = tensors;
      }
      Files.write(
          valid.of(role),
          TorchFiles.legacy(
              withAliasesAndCounters(tensors), role == ModelRole.PATCH ? "" : "model"));
    }
  }

  /** All files are valid but the patch network's, which tests write. */
  @BeforeEach
  void nameFiles() {
    files = new WeightFiles(folder.resolve("p"), valid.image(), valid.imageHeatmaps());
  }

  /** Six trunks of two, and counters of steps, as the published files have them. */
  private static Map<String, Tensor> withAliasesAndCounters(Map<String, Tensor> tensors) {
    Map<String, Tensor> more = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          more.put(name, tensor);
          for (String projection : new String[] {"cc", "mlo"}) {
            String trunk = "four_view_resnet." + projection + ".";
            if (name.startsWith(trunk)) {
              more.put(name.replace("." + projection, ".l_" + projection), tensor);
              more.put(name.replace("." + projection, ".r_" + projection), tensor);
            }
          }
        });
    tensors.keySet().stream()
        .filter(name -> name.endsWith("running_var"))
        .forEach(
            name ->
                more.put(name.replace("running_var", "num_batches_tracked"), Tensor.counter(9)));
    return more;
  }

  private void changePatch(UnaryOperator<Map<String, Tensor>> change) throws Exception {
    Map<String, Tensor> tensors = new LinkedHashMap<>(patchWeights);
    Files.write(files.patch(), TorchFiles.legacy(change.apply(tensors), ""));
  }

  /** Why the import, as the command does it, refuses the files; it leaves nothing behind. */
  private String refusal() {
    Path target = folder.resolve("models/nyu");
    BundleInstallation installation = new BundleInstallation(target, BundleTrial::run, true);
    String refusal =
        assertThrows(
                MalformedDataException.class,
                () -> installation.install(WeightImport.read("nyu", files)))
            .toString();
    assertFalse(Files.exists(folder.resolve("models")), refusal);
    return refusal.replace(MalformedDataException.class.getName() + ": ", "");
  }

  private void assertSameNetworks(BundleContent content) {
    Map<String, byte[]> expected = BundleContent.seeded(SEED).files();
    for (ModelRole role : ModelRole.values()) {
      String file = role.label() + ".pt";
      assertArrayEquals(expected.get(file), content.files().get(file), file);
    }
  }

  @Test
  void filesInTheOldFormatBecomeTheNetworksOfTheirWeights() throws Exception {
    BundleContent content = WeightImport.read("x", valid);

    assertSameNetworks(content);
    assertEquals("x", content.bundle().name());
    content.bundle().verify(content.folder());
    assertArrayEquals(content.bundle().toJson(), WeightImport.read("x", valid).bundle().toJson());
  }

  @Test
  void filesInTheNewFormatAndTheOldSpellingGiveTheSameNetworks() throws Exception {
    files = new WeightFiles(folder.resolve("p"), folder.resolve("i"), folder.resolve("h"));
    for (ModelRole role : ModelRole.values()) {
      Map<String, Tensor> spelled = new LinkedHashMap<>();
      Recorded.stateDict(role, SEED)
          .forEach(
              (name, tensor) ->
                  spelled.put(
                      name.replaceAll("(denselayer\\d+\\.(?:norm|conv))(\\d)", "$1.$2"), tensor));
      Files.write(files.of(role), TorchFiles.archive(spelled, "state_dict"));
    }
    assertSameNetworks(WeightImport.read("x", files));
  }

  @Test
  void aRenamedTensorIsRefusedByItsName() throws Exception {
    String name = "features.denseblock3.denselayer7.conv1.weight";
    changePatch(
        tensors -> {
          tensors.put("features.other", tensors.remove(name));
          return tensors;
        });
    assertEquals(files.patch() + ": tensor " + name + " is missing", refusal());
  }

  @Test
  void aTensorTooManyIsRefusedByItsName() throws Exception {
    changePatch(
        tensors -> {
          tensors.put("features.other", Tensor.of(new float[2], 2));
          return tensors;
        });
    assertTrue(refusal().endsWith("1 tensors do not belong to the network: features.other"));
  }

  @Test
  void aTensorOfAnotherShapeIsRefusedByItsName() throws Exception {
    changePatch(
        tensors -> {
          tensors.put("classifier.weight", Tensor.of(new float[4096], 1024, 4));
          return tensors;
        });
    assertTrue(
        refusal().endsWith("tensor classifier.weight has shape [1024, 4] instead of [4, 1024]"));
  }

  @Test
  void aTensorOfAnotherTypeIsRefusedByItsName() throws Exception {
    changePatch(
        tensors -> {
          tensors.put("classifier.bias", Tensor.ofDoubles(new float[4], 4));
          return tensors;
        });
    assertTrue(refusal().endsWith("tensor classifier.bias is of float64 instead of float32"));
  }

  @Test
  void valuesThatAreNoNumbersAreRefusedByTheirTensor() throws Exception {
    changePatch(
        tensors -> {
          tensors.put(
              "features.norm0.running_var",
              Tensor.of(Arrays.copyOf(new float[] {1, Float.NaN}, 64), 64));
          return tensors;
        });
    assertTrue(refusal().endsWith("tensor features.norm0.running_var holds NaN"));
  }

  @Test
  void aTrunkThatShouldBeSharedAndIsNotIsRefused() throws Exception {
    Map<String, Tensor> tensors = withAliasesAndCounters(Recorded.stateDict(ModelRole.IMAGE, SEED));
    String name = "four_view_resnet.r_mlo.layer_list.2.1.bn2.bias";
    tensors.put(name, Tensor.of(new float[64], 64));
    files = new WeightFiles(valid.patch(), folder.resolve("i"), valid.imageHeatmaps());
    Files.write(files.image(), TorchFiles.legacy(tensors, "model"));

    assertTrue(
        refusal()
            .endsWith(
                "tensor "
                    + name
                    + " is not the same as four_view_resnet.mlo.layer_list.2.1.bn2.bias, with"
                    + " which it is shared"));
  }

  @Test
  void aForeignConstructorIsRefusedByItsNameAndNothingIsCalled() throws Exception {
    byte[] file = Files.readAllBytes(valid.patch());
    byte[] safe = "ctorch\nFloatStorage\n".getBytes(StandardCharsets.US_ASCII);
    byte[] evil = "cbuiltins\neval_____\n".getBytes(StandardCharsets.US_ASCII);
    int at = new String(file, StandardCharsets.ISO_8859_1).indexOf("ctorch\nFloatStorage\n");
    assertEquals(safe.length, evil.length);
    ByteBuffer.wrap(file).position(at).put(evil);
    Files.write(files.patch(), file);

    assertTrue(
        refusal()
            .matches(".*: pickle refused as unsafe: it names builtins eval_____ before byte \\d+"),
        refusal());
  }

  @Test
  void aFileCutOffAnywhereIsRefusedByTheOffset() throws Exception {
    Files.copy(valid.patch(), files.patch());
    cutOff(files.patch(), "(?s).*(cut off|at|before) byte \\d+.*|.*magic number is missing");
  }

  @Test
  void aZipCutOffAnywhereIsRefused() throws Exception {
    Files.write(files.patch(), TorchFiles.archive(Recorded.stateDict(ModelRole.PATCH, SEED), ""));
    cutOff(files.patch(), ".*(cut off|at byte).*");
  }

  private void cutOff(Path file, String message) throws IOException {
    Random random = new Random(1);
    int size = (int) Files.size(file);
    int[] lengths = random.ints(CUTS, 0, size).sorted().toArray();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = CUTS - 1; i >= 0; i--) {
        channel.truncate(lengths[i]);
        String refusal = refusal();
        assertTrue(refusal.matches(message), lengths[i] + ": " + refusal);
      }
    }
  }

  @Test
  void theSameFilesGiveTheSameBundleAndALaterOneReplacesItOnRequestOnly() throws Exception {
    Path target = folder.resolve("models/nyu");
    BundleInstallation careful = new BundleInstallation(target, (bundle, in) -> {}, false);

    assertTrue(careful.install(BundleContent.quick(1)));
    assertFalse(careful.install(BundleContent.quick(1)));
    assertThrows(IOException.class, () -> careful.install(BundleContent.quick(2)));
    assertEquals(files(BundleContent.quick(1)), files(target));
    assertTrue(
        new BundleInstallation(target, (bundle, in) -> {}, true).install(BundleContent.quick(2)));
    assertEquals(files(BundleContent.quick(2)), files(target));
    assertOnlyChild(target);
  }

  @Test
  void aBundleThatFailsItsTrialLeavesNothingBehind() throws Exception {
    Path target = folder.resolve("models/nyu");
    BundleInstallation.Check check =
        (bundle, in) -> {
          throw new IOException("no answer");
        };
    assertThrows(
        IOException.class,
        () -> new BundleInstallation(target, check, false).install(BundleContent.quick(1)));
    try (Stream<Path> left = Files.list(folder.resolve("models"))) {
      assertEquals(0, left.count());
    }
  }

  private static void assertOnlyChild(Path target) throws IOException {
    try (Stream<Path> siblings = Files.list(target.getParent())) {
      assertEquals(1, siblings.count());
    }
  }

  private static Map<String, String> files(BundleContent content) {
    Map<String, String> texts = new LinkedHashMap<>();
    content.files().keySet().stream()
        .sorted()
        .forEach(
            name ->
                texts.put(
                    name, new String(content.files().get(name), StandardCharsets.ISO_8859_1)));
    return texts;
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    try (Stream<Path> list = Files.list(folder)) {
      for (Path file : list.sorted(Comparator.naturalOrder()).toList()) {
        texts.put(
            file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return texts;
  }

  @Test
  void publishedFilesAreFoundAnywhereInAFolder() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("repository/models"));
    Path file = Files.createFile(deep.resolve("sample_patch_model.p"));

    assertEquals(file, WeightFiles.find(folder, ModelRole.PATCH));
    assertThrows(
        FileNotFoundException.class, () -> WeightFiles.find(folder, ModelRole.IMAGE_HEATMAPS));
    Files.createFile(folder.resolve("sample_patch_model.p"));
    assertThrows(IOException.class, () -> WeightFiles.find(folder, ModelRole.PATCH));
  }
}
