package org.mammobeam.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.RunInfo;
import org.mammobeam.beam.RunTask;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.exam.Plan;
import org.mammobeam.gcs.GcsStub;

/** Editions count on, whoever takes them up, and are never changed. */
final class EditionsTest {
  @TempDir Path folder;

  private Editions editions() {
    return new Editions(new Folder(folder.toString()));
  }

  /** Plans that differ in how large images may be. */
  private static RunInfo info(long maxPixels) {
    Plan plan = new Plan(List.of(), List.of(), ModelDigests.NONE, HorizontalFlip.NO, maxPixels);
    return new RunInfo("program", "disclaimer", plan, new RunTask("streaming", false, ""));
  }

  private static Hash128 plan(long maxPixels) {
    return info(maxPixels).plan().hash();
  }

  @Test
  void anEditionIsAChangeOfPlanAlsoBackToAnEarlierOne() throws IOException {
    assertEquals(Optional.empty(), editions().newest());
    assertEquals(0, editions().of(plan(1)));
    Edition first = editions().takeUp(info(1), "a");
    assertEquals(1, first.number());
    assertEquals(first, editions().takeUp(info(1), "renamed"));
    assertEquals(2, editions().takeUp(info(2), "b").number());
    Edition third = editions().takeUp(info(1), "a");
    assertEquals(3, third.number());
    assertEquals(Optional.of(third), editions().newest());
    assertEquals(List.of(1, 2, 3), editions().all().stream().map(Edition::number).toList());
    assertEquals(3, editions().of(plan(1)));
    assertEquals(2, editions().of(plan(2)));
    assertEquals(0, editions().of(plan(3)));
  }

  @Test
  void aDamagedEditionIsToldByItsFile() throws IOException {
    editions().takeUp(info(1), "a");
    Files.writeString(folder.resolve("editions/000001.json"), "{}");
    IOException e = assertThrows(IOException.class, () -> editions().newest());
    assertTrue(String.valueOf(e.getMessage()).contains("editions/000001.json"), e::toString);
  }

  private List<Edition> atOnce(Editions editions, List<RunInfo> infos) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(infos.size());
    CyclicBarrier start = new CyclicBarrier(infos.size());
    try {
      List<Future<Edition>> taken = new ArrayList<>();
      for (RunInfo info : infos) {
        Callable<Edition> take =
            () -> {
              start.await(30, TimeUnit.SECONDS);
              return editions.takeUp(info, "bundle");
            };
        taken.add(threads.submit(take));
      }
      List<Edition> found = new ArrayList<>();
      for (Future<Edition> edition : taken) {
        found.add(edition.get());
      }
      return found;
    } finally {
      threads.shutdownNow();
    }
  }

  private void check(Editions editions) throws Exception {
    List<Edition> same = atOnce(editions, List.of(info(7), info(7), info(7), info(7)));
    assertEquals(Set.of(editions.all().get(0)), new HashSet<>(same));
    assertEquals(1, editions.all().size());

    List<Edition> others = atOnce(editions, List.of(info(1), info(2), info(3), info(4)));
    assertEquals(4, others.stream().map(Edition::number).distinct().count(), others::toString);
    List<Edition> all = editions.all();
    for (Edition other : others) {
      assertEquals(other, all.get(other.number() - 1));
    }
  }

  @Test
  void ofTwoWhoBeginAnEditionAtOnceNoneIsOverwritten() throws Exception {
    check(editions());
    try (Stream<Path> files = Files.list(folder.resolve("editions"))) {
      assertTrue(files.allMatch(file -> file.toString().endsWith(".json")), "leftovers");
    }
  }

  @Test
  void norOnAnObjectStore() throws Exception {
    try (GcsStub gcs = GcsStub.start()) {
      FileSystems.setDefaultPipelineOptions(
          PipelineOptionsFactory.fromArgs(gcs.options().toArray(String[]::new)).create());
      check(new Editions(new Folder("gs://bucket/out")));
    } finally {
      FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    }
  }
}
