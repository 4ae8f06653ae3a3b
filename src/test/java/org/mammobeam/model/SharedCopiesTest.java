package org.mammobeam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SharedCopiesTest {
  private final AtomicInteger loaded = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final SharedCopies<String, AutoCloseable> copies = new SharedCopies<>();

  private AutoCloseable load() {
    loaded.incrementAndGet();
    return closed::incrementAndGet;
  }

  @Test
  void theFirstUserLoadsAndTheLastOneCloses() throws IOException {
    var first = copies.open("a", this::load);
    var second = copies.open("a", this::load);

    assertSame(first.get(), second.get());
    first.close();
    assertEquals(0, closed.get());
    second.close();

    assertEquals(1, loaded.get());
    assertEquals(1, closed.get());
    assertEquals(0, copies.openCopies());
  }

  @Test
  void closingAHoldTwiceTakesNothingFromOthers() throws IOException {
    var first = copies.open("a", this::load);
    var second = copies.open("a", this::load);

    first.close();
    first.close();

    assertEquals(1, copies.users("a"));
    assertEquals(0, closed.get());
    assertThrows(IllegalStateException.class, first::get);
    second.close();
  }

  @Test
  void otherKeysAreOtherCopiesAndAClosedOneIsLoadedAnew() throws IOException {
    copies.open("a", this::load).close();
    copies.open("b", this::load).close();
    copies.open("a", this::load).close();

    assertEquals(3, loaded.get());
    assertEquals(3, closed.get());
  }

  @Test
  void aFailureToLoadIsNotRemembered() throws IOException {
    IOException failure =
        assertThrows(
            IOException.class,
            () ->
                copies.open(
                    "a",
                    () -> {
                      throw new IOException("no such file");
                    }));

    assertEquals("no such file", failure.getMessage());
    assertEquals(0, copies.openCopies());
    copies.open("a", this::load).close();
    assertEquals(1, closed.get());
  }

  private static final class Copy implements AutoCloseable {
    private volatile boolean open = true;

    @Override
    public void close() {
      open = false;
    }
  }

  @Test
  void manyThreadsThatOpenAndCloseAlwaysFindAnOpenCopyAndLeaveNone() throws Exception {
    SharedCopies<String, Copy> shared = new SharedCopies<>();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> results = new ArrayList<>();
      Callable<Integer> openAndClose =
          () -> {
            int closedTooEarly = 0;
            for (int i = 0; i < 2000; i++) {
              var hold = shared.open("a", Copy::new);
              closedTooEarly += hold.get().open ? 0 : 1;
              hold.close();
            }
            return closedTooEarly;
          };
      for (int i = 0; i < 4; i++) {
        results.add(threads.submit(openAndClose));
      }
      for (Future<Integer> result : results) {
        assertEquals(0, result.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(0, shared.openCopies());
  }
}
