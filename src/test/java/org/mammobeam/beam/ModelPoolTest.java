package org.mammobeam.beam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.artifact.ArtifactStore;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.exam.Projection;
import org.mammobeam.model.Device;
import org.mammobeam.model.ExamClassifier;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.Models;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.PatchSource;
import org.mammobeam.model.Precision;
import org.mammobeam.model.djl.DjlModels;
import org.mammobeam.model.weights.BundleContent;
import org.mammobeam.model.weights.BundleInstallation;
import org.mammobeam.stage.SourceFiles;

/** Two bundles in one process: each exam has its own networks, and those in use stay open. */
final class ModelPoolTest {
  private static final Map<String, AtomicInteger> OPEN = new ConcurrentHashMap<>();
  private static final AtomicInteger LOADS = new AtomicInteger();

  @TempDir Path folder;

  /** Networks that answer with the name of their bundle and break when they are closed. */
  private record Named(String bundle) implements Models {
    @Override
    public PatchClassifier openPatchClassifier(Precision precision) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ExamClassifier openExamClassifier(ModelRole role, Precision precision) {
      LOADS.incrementAndGet();
      open(bundle).incrementAndGet();
      return new ExamClassifier() {
        private volatile boolean closed;

        @Override
        public float[] logProbabilities(Projection projection, float[] left, float[] right)
            throws IOException {
          if (closed) {
            throw new IOException(bundle + " is closed and still in use");
          }
          return new float[] {bundle.charAt(0)};
        }

        @Override
        public String runsOn() {
          return bundle;
        }

        @Override
        public void close() {
          closed = true;
          open(bundle).decrementAndGet();
        }
      };
    }
  }

  private record Setup() implements WorkerSetup {
    @Override
    public ArtifactStore store() {
      return new InMemoryStore("pool");
    }

    @Override
    public SourceFiles sources() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Models networks(ModelDigests models) {
      return new Named(models.bundle());
    }

    @Override
    public long maxPixels() {
      return 1;
    }
  }

  private static AtomicInteger open(String bundle) {
    return OPEN.computeIfAbsent(bundle, unused -> new AtomicInteger());
  }

  private static ModelDigests digests(String bundle) {
    return ModelDigests.of(
        bundle, Map.of("image", Sha256.of(new byte[] {(byte) bundle.charAt(0)})));
  }

  private static char ask(ModelPool.Use use) {
    try (ExamClassifier network = use.openExamClassifier(ModelRole.IMAGE, Precision.FLOAT32)) {
      return (char) network.logProbabilities(Projection.CC, new float[0], new float[0])[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Integer> open() {
    return List.of(open("A").get(), open("B").get());
  }

  @Test
  void theOldNetworksStayWhileTheyAreInUseAndEndWithTheirLastUser() {
    OPEN.clear();
    try (ModelPool pool = new ModelPool(new Setup())) {
      ModelPool.Use first = pool.use(digests("A"));
      ModelPool.Use second = pool.use(digests("A"));
      assertEquals('A', ask(first));
      assertEquals('A', ask(second));
      try (ModelPool.Use newer = pool.use(digests("B"))) {
        assertEquals('B', ask(newer));
      }
      assertEquals(List.of(1, 1), open());
      first.close();
      first.close();
      assertEquals('A', ask(second));
      assertEquals(List.of(1, 1), open());
      second.close();
      assertEquals(List.of(0, 1), open());
    }
    assertEquals(List.of(0, 0), open());
  }

  @Test
  void theNetworksUsedLastStayForTheNextExam() {
    OPEN.clear();
    int loads = LOADS.get();
    try (ModelPool pool = new ModelPool(new Setup())) {
      for (int exam = 0; exam < 5; exam++) {
        ModelPool.Use opensNothing = pool.use(digests("B"));
        try (ModelPool.Use use = pool.use(digests("A"))) {
          assertEquals('A', ask(use));
        } finally {
          opensNothing.close();
        }
      }
      assertEquals(List.of(1, 0), open());
      assertEquals(loads + 1, LOADS.get());
    }
  }

  @Test
  void whoStillComputesWhenAllEndsEndsItsNetworks() {
    OPEN.clear();
    ModelPool pool = new ModelPool(new Setup());
    ModelPool.Use early = pool.use(digests("A"));
    ModelPool.Use late = pool.use(digests("B"));
    assertEquals('A', ask(early));
    pool.close();
    assertEquals('A', ask(early));
    assertEquals('B', ask(late));
    assertEquals(List.of(1, 1), open());
    early.close();
    assertEquals(List.of(0, 1), open());
    late.close();
    assertEquals(List.of(0, 0), open());
  }

  @Test
  void manyThreadsNeverGetTheOtherBundlesNetworks() throws Exception {
    OPEN.clear();
    int threads = 6;
    ExecutorService pooled = Executors.newFixedThreadPool(threads);
    CyclicBarrier start = new CyclicBarrier(threads);
    try (ModelPool pool = new ModelPool(new Setup())) {
      List<Future<Integer>> works = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int number = thread;
        Callable<Integer> work =
            () -> {
              start.await(30, TimeUnit.SECONDS);
              int right = 0;
              for (int i = 0; i < 500; i++) {
                String bundle = (i + number) % 3 == 0 ? "A" : "B";
                try (ModelPool.Use use = pool.use(digests(bundle))) {
                  char first = ask(use);
                  right += first == bundle.charAt(0) && ask(use) == first ? 1 : 0;
                }
              }
              return right;
            };
        works.add(pooled.submit(work));
      }
      for (Future<Integer> work : works) {
        assertEquals(500, work.get());
      }
      assertEquals(1, open().get(0) + open().get(1), OPEN::toString);
    } finally {
      pooled.shutdownNow();
    }
    assertEquals(List.of(0, 0), open());
  }

  private ModelDigests install(long seed) throws IOException {
    EditionModels editions = new EditionModels(new Folder(folder.toString()));
    BundleContent content = BundleContent.quick(seed);
    Folder unused = new Folder("unused");
    ModelDigests digests = new ModelBundle(unused, content.bundle()).digests();
    new BundleInstallation(Path.of(editions.folder(digests).uri()), (bundle, files) -> {}, false)
        .install(content);
    return digests;
  }

  private static float[] answer(ModelPool.Use use) throws IOException {
    try (PatchClassifier patches = use.openPatchClassifier(Precision.FLOAT32)) {
      float[] patch = new float[PatchClassifier.PATCH_PIXELS];
      patch[7] = 3;
      return patches.probabilities(1, PatchSource.of(patch));
    }
  }

  @Test
  void realNetworksComeFromTheCopiesOfTheirEditions() throws IOException {
    long before = DjlModels.openNetworks();
    Folder output = new Folder(folder.toString());
    FileWorkers workers = new FileWorkers(output, output, null, Device.CPU, 1).withEditions();
    ModelDigests one = install(1);
    ModelDigests two = install(2);
    Map<Long, Float> answers = new HashMap<>();
    try (ModelPool pool = new ModelPool(workers)) {
      try (ModelPool.Use old = pool.use(one)) {
        answers.put(1L, answer(old)[0]);
        try (ModelPool.Use newer = pool.use(two)) {
          answers.put(2L, answer(newer)[0]);
        }
        assertEquals(before + 2, DjlModels.openNetworks());
        assertEquals(answers.get(1L), answer(old)[0]);
      }
      assertEquals(before + 1, DjlModels.openNetworks());
      assertTrue(Math.abs(answers.get(1L) - answers.get(2L)) > 1e-6, answers::toString);

      IOException e = assertThrows(IOException.class, () -> answer(pool.use(digests("none"))));
      assertTrue(String.valueOf(e.getMessage()).contains("bundle none"), e::toString);
    }
    assertEquals(before, DjlModels.openNetworks());
  }

  @Test
  void aFixedBundleIsForExamsOfItsOwnNetworksOnly() throws IOException {
    ModelBundle bundle =
        ModelBundle.read(new EditionModels(new Folder(folder.toString())).folder(install(1)));
    assertEquals(bundle, bundle.find(bundle.digests()));
    IOException e = assertThrows(IOException.class, () -> bundle.find(digests("A")));
    assertTrue(String.valueOf(e.getMessage()).contains("bundle A"), e::toString);
  }
}
