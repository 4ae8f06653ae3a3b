package org.mammobeam.beam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.gcs.Call.Kind;
import org.mammobeam.gcs.Fault;
import org.mammobeam.gcs.GcsStub;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.BundleException;
import org.mammobeam.model.BundleFile;
import org.mammobeam.model.BundleFolder;
import org.mammobeam.model.ModelRole;

/** Networks of remote bundles are fetched once, whole and checked. */
final class ModelCacheTest {
  private static final int BYTES = 3_000_000;

  @TempDir Path folder;
  private GcsStub gcs;
  private final Folder remote = new Folder("gs://models/bundle");
  private final Map<ModelRole, byte[]> networks = new EnumMap<>(ModelRole.class);

  @BeforeEach
  void start() throws IOException {
    gcs = GcsStub.start();
    FileSystems.setDefaultPipelineOptions(
        PipelineOptionsFactory.fromArgs(gcs.options().toArray(String[]::new)).create());
    for (ModelRole role : ModelRole.values()) {
      byte[] network = new byte[BYTES];
      new Random(role.label().hashCode()).nextBytes(network);
      networks.put(role, network);
      gcs.objects().put("models", "bundle/" + role.label() + ".pt", network);
    }
  }

  @AfterEach
  void stop() {
    gcs.close();
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  private Bundle bundle() {
    Map<ModelRole, BundleFile> files = new EnumMap<>(ModelRole.class);
    networks.forEach((role, bytes) -> files.put(role, BundleFile.of(role.label() + ".pt", bytes)));
    List<String> classes = List.of("malignant", "benign", "c", "d");
    return new Bundle("noise", "noise", classes, files, "none", "Noise.", Map.of());
  }

  private BundleFolder cached(long maxBytes) {
    return new ModelCache(folder, maxBytes).over(remote, bundle());
  }

  private byte[] read(BundleFolder files, ModelRole role) throws IOException {
    return bundle().file(role).read(files);
  }

  private long fetched() {
    return gcs.log().stream().filter(call -> call.kind() == Kind.MEDIA).count();
  }

  private List<String> kept() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void everyNetworkIsFetchedOnceWhateverTheNumberOfThreadsAndWorkers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<byte[]>> reads = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        reads.add(threads.submit(() -> read(cached(1L << 30), ModelRole.PATCH)));
      }
      for (Future<byte[]> read : reads) {
        assertArrayEquals(networks.get(ModelRole.PATCH), read.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, fetched());
    gcs.objects().delete("models", "bundle/patch.pt");
    assertArrayEquals(networks.get(ModelRole.PATCH), read(cached(1L << 30), ModelRole.PATCH));
    assertEquals(List.of(".lock", bundle().file(ModelRole.PATCH).sha256()), kept());
  }

  @Test
  void aFileThatWasDamagedOnTheDiskIsFetchedAgain() throws IOException {
    read(cached(1L << 30), ModelRole.IMAGE);
    Path file = folder.resolve(bundle().file(ModelRole.IMAGE).sha256());
    for (byte[] damaged : List.of(new byte[BYTES], new byte[7], "".getBytes(UTF_8))) {
      Files.write(file, damaged);
      assertArrayEquals(networks.get(ModelRole.IMAGE), read(cached(1L << 30), ModelRole.IMAGE));
    }
    assertEquals(4, fetched());
  }

  @Test
  void whatIsNotWhatTheBundlePromisesIsRefusedAndNotKept() throws IOException {
    gcs.objects().put("models", "bundle/image.pt", new byte[BYTES]);
    BundleException e =
        assertThrows(BundleException.class, () -> read(cached(1L << 30), ModelRole.IMAGE));
    assertTrue(String.valueOf(e.getMessage()).contains("image.pt"), e::toString);
    assertTrue(String.valueOf(e.getMessage()).contains("gs://models/bundle"), e::toString);
    assertEquals(List.of(".lock"), kept());
  }

  @Test
  void aFolderThatCannotBeWrittenTellsWhatToSet() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    BundleFolder files = new ModelCache(file, 1L << 30).over(remote, bundle());
    IOException e = assertThrows(IOException.class, () -> read(files, ModelRole.PATCH));
    assertTrue(String.valueOf(e.getMessage()).contains(file + "; set MAMMOBEAM_MODEL_CACHE"));
  }

  @Test
  void aDownloadThatIsCutIsNeverKept() throws IOException {
    gcs.add(Fault.cutAnswer(3, Kind.MEDIA));
    assertArrayEquals(networks.get(ModelRole.PATCH), read(cached(1L << 30), ModelRole.PATCH));
    assertEquals(List.of(".lock", bundle().file(ModelRole.PATCH).sha256()), kept());
  }

  @Test
  void theNetworksUsedLongestAgoMakeRoom() throws IOException {
    BundleFolder files = cached(2L * BYTES + 10);
    read(files, ModelRole.PATCH);
    read(files, ModelRole.IMAGE);
    for (ModelRole role : List.of(ModelRole.PATCH, ModelRole.IMAGE)) {
      Files.setLastModifiedTime(
          folder.resolve(bundle().file(role).sha256()),
          FileTime.fromMillis(role == ModelRole.PATCH ? 2_000_000 : 1_000_000));
    }
    read(files, ModelRole.IMAGE_HEATMAPS);
    assertTrue(kept().contains(bundle().file(ModelRole.PATCH).sha256()));
    assertFalse(kept().contains(bundle().file(ModelRole.IMAGE).sha256()));
  }
}
