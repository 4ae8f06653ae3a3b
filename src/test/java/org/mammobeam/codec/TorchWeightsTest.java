package org.mammobeam.codec;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.codec.TorchFiles.Tensor;

/** Files like those of torch.save; torch-1.13 wrote the ones in the resources. */
final class TorchWeightsTest {
  private static final float[] VALUES = {1, -2, 3.5f, 4, 5, 1e-30f};

  @TempDir private Path folder;

  private static Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Tensor weight = Tensor.of(VALUES, 2, 3);
    tensors.put("first.weight", weight);
    tensors.put("same.weight", weight);
    tensors.put("first.steps", Tensor.counter(7));
    return tensors;
  }

  private static Map<String, TorchTensor> legacy(byte[] file) throws Exception {
    return TorchWeights.readLegacy(new ByteArrayInputStream(file));
  }

  private Map<String, TorchTensor> archive(byte[] file) throws Exception {
    Path path = Files.write(folder.resolve("archive"), file);
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return TorchWeights.readArchive(zip);
    }
  }

  private static byte[] replaced(byte[] file, String what, String by) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    assertTrue(text.contains(what));
    return text.replace(what, by).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String refusal(byte[] file) {
    return String.valueOf(
        assertThrows(MalformedDataException.class, () -> legacy(file)).getMessage());
  }

  private static void assertRead(Map<String, TorchTensor> tensors) {
    assertEquals(
        List.of("first.weight", "same.weight", "first.steps"), List.copyOf(tensors.keySet()));
    TorchTensor weight = requireNonNull(tensors.get("first.weight"));
    assertEquals(TorchType.FLOAT32, weight.type());
    assertEquals(List.of(2, 3), weight.shape());
    assertArrayEquals(VALUES, weight.floats());
    assertTrue(weight.isSameViewAs(requireNonNull(tensors.get("same.weight"))));
  }

  @Test
  void bothFormatsGiveTheSameTensors() throws Exception {
    for (String wrapper : List.of("", "model", "state_dict")) {
      assertRead(legacy(TorchFiles.legacy(tensors(), wrapper)));
      assertRead(archive(TorchFiles.archive(tensors(), wrapper)));
    }
  }

  @Test
  void whatTorchWroteIsRead() throws Exception {
    byte[] old = resource("weights-legacy.pth");
    byte[] now = resource("weights-archive.pth");
    for (Map<String, TorchTensor> tensors : List.of(legacy(old), archive(now))) {
      assertEquals(
          "{weight=[2, 3], transposed=[3, 2], slice=[2, 2], half=[2], steps=[]}", shapes(tensors));
      assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, floats(tensors, "weight"));
      assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, floats(tensors, "transposed"));
      assertArrayEquals(new float[] {1, 2, 4, 5}, floats(tensors, "slice"));
      assertThrows(IllegalStateException.class, () -> floats(tensors, "half"));
    }
  }

  private static String shapes(Map<String, TorchTensor> tensors) {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return shapes.toString();
  }

  private static float[] floats(Map<String, TorchTensor> tensors, String name) {
    return requireNonNull(tensors.get(name)).floats();
  }

  private static byte[] resource(String name) throws Exception {
    try (var in = TorchWeightsTest.class.getResourceAsStream(name)) {
      return requireNonNull(in).readAllBytes();
    }
  }

  @Test
  void aDamagedStorageOfAZipIsRefused() throws Exception {
    byte[] file = TorchFiles.archive(tensors(), "");
    byte[] damaged = replaced(file, "\0\0`@", "\0\0a@");
    String refusal =
        String.valueOf(
            assertThrows(MalformedDataException.class, () -> archive(damaged)).getMessage());
    assertTrue(refusal.matches("'archive/data/\\d+' is damaged: its checksum is another"), refusal);
  }

  @Test
  void dataAfterTheLastStorageIsRefused() {
    byte[] file = TorchFiles.legacy(tensors(), "");
    assertEquals(
        "more data after the last storage, at byte " + file.length,
        refusal(Arrays.copyOf(file, file.length + 1)));
  }

  @Test
  void filesCutOffAnywhereAreRefused() {
    byte[] file = TorchFiles.legacy(tensors(), "model");
    for (int length = 0; length < file.length; length++) {
      assertTrue(refusal(Arrays.copyOf(file, length)).matches(".*byte \\d+.*"), "" + length);
    }
  }

  @Test
  void whatIsNotOnTheListIsRefusedByItsName() {
    byte[] file = TorchFiles.legacy(tensors(), "");
    assertTrue(
        refusal(replaced(file, "ctorch._utils\n_rebuild_tensor_v2", "cposix\nsystem"))
            .startsWith("pickle refused as unsafe: it names posix system before byte"));
  }

  @Test
  void otherFilesOfTorchAreRefused() {
    byte[] file = TorchFiles.legacy(tensors(), "");
    assertTrue(refusal(replaced(file, "_endian\u0088", "_endian\u0089")).contains("little-endian"));
    assertTrue(refusal(new byte[] {(byte) 0x80, 2, 'N', '.'}).contains("magic number"));
  }

  @Test
  void damagedFilesAreReadOrRefused() throws Exception {
    List<byte[]> valid =
        List.of(
            TorchFiles.legacy(tensors(), ""),
            TorchFiles.legacy(tensors(), "model"),
            resource("weights-legacy.pth"));
    Mutations mutations = new Mutations(21);
    Fuzz.run(
        () -> mutations.mutant(valid),
        file -> {
          for (TorchTensor tensor :
              TorchWeights.readLegacy(new ByteArrayInputStream(file)).values()) {
            if (tensor.type() == TorchType.FLOAT32) {
              tensor.floats();
            }
          }
        },
        8 << 20);
  }
}
