package org.mammobeam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.JavaProcess;

/** Threads, class loaders and processes take turns. */
final class HostLeaseTest {
  @TempDir private Path folder;

  /** Another process: takes the lease, says so and keeps it until it is killed. */
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      HostLease.in(Path.of(arguments[0]), "thing", 1).acquire();
      System.out.println("held");
      Thread.sleep(60_000);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenTellsWhatToSet() {
    Path missing = folder.resolve("missing");
    IOException e = assertThrows(IOException.class, () -> HostLease.in(missing, "thing", 1));
    assertTrue(String.valueOf(e.getMessage()).contains("set MAMMOBEAM_LOCK_DIR"), e::toString);
  }

  @Test
  void noMoreThreadsThanPlaces() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        // Each with channels of its own, as other class loaders have them.
        HostLease lease = HostLease.in(folder, "thing", 2);
        all.add(threads.submit(() -> use(lease, inside, most)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(2, most.get());
  }

  private static Optional<Void> use(HostLease lease, AtomicInteger inside, AtomicInteger most)
      throws IOException, InterruptedException {
    for (int i = 0; i < 20; i++) {
      try (HostLease.Hold hold = lease.acquire()) {
        assertTrue(hold.lock().isValid());
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        Thread.sleep(1);
        inside.decrementAndGet();
      }
    }
    return Optional.empty();
  }

  @Test
  void classLoadersTakeTurns() throws Exception {
    URL classes = HostLease.class.getProtectionDomain().getCodeSource().getLocation();
    HostLease ours = HostLease.in(folder, "thing", 1);
    try (URLClassLoader other =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = other.loadClass(HostLease.class.getName());
      assertNotSame(HostLease.class, type);
      Object theirs =
          type.getMethod("in", Path.class, String.class, int.class)
              .invoke(null, folder, "thing", 1);
      try (HostLease.Hold hold = ours.acquire()) {
        assertTrue(hold.lock().isValid());
        assertEquals(Optional.empty(), type.getMethod("tryAcquire").invoke(theirs));
      }
      Optional<?> taken = (Optional<?>) type.getMethod("tryAcquire").invoke(theirs);
      assertTrue(taken.isPresent());
      assertTrue(ours.tryAcquire().isEmpty());
    }
  }

  @Test
  void whatADeadProcessHeldIsFree() throws Exception {
    Process other =
        JavaProcess.of(List.of(), OtherProcess.class, List.of(folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    HostLease lease = HostLease.in(folder, "thing", 1);
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
      assertEquals("held", said.readLine());
      assertTrue(lease.tryAcquire().isEmpty());
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertFalse(lease.tryAcquire().isEmpty());
  }
}
