package org.mammobeam.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Limits how many threads of a machine use something at once, whatever processes and class loaders
 * they belong to: each holds the lock of one of a few files meanwhile. When a process dies, the
 * operating system gives its locks back.
 */
public final class HostLease {
  /** Others do not tell when they are done, so it is looked after. */
  private static final long LOOK_MILLIS = 2;

  private final List<FileChannel> places;

  private HostLease(List<FileChannel> places) {
    this.places = places;
  }

  /** A use under way; its end is the lock's end. */
  public record Hold(FileLock lock) implements AutoCloseable {
    @Override
    public void close() {
      try {
        lock.release();
      } catch (IOException e) {
        throw new UncheckedIOException("a lock could not be given back", e);
      }
    }
  }

  /**
   * A lease whose files are in a folder that all processes of the machine share.
   *
   * @param name of what is used, the same in all processes
   * @param users how many may use it at once, the same in all processes
   */
  public static HostLease in(Path folder, String name, int users) throws IOException {
    List<FileChannel> places = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      Path file = folder.resolve("mammobeam-" + name + "-" + i + ".lock");
      try {
        places.add(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      } catch (IOException e) {
        throw new IOException(
            ("the lock file %s, which limits how many processes use %s, cannot be opened; set"
                    + " MAMMOBEAM_LOCK_DIR to a folder that can be written: %s")
                .formatted(file, name, e),
            e);
      }
    }
    return new HostLease(places);
  }

  /** Waits for a place. */
  public Hold acquire() throws IOException, InterruptedException {
    Optional<Hold> hold = tryAcquire();
    while (hold.isEmpty()) {
      Thread.sleep(LOOK_MILLIS);
      hold = tryAcquire();
    }
    return hold.get();
  }

  /** Takes a place if one is free. */
  public Optional<Hold> tryAcquire() throws IOException {
    for (FileChannel place : places) {
      try {
        FileLock lock = place.tryLock();
        if (lock != null) {
          return Optional.of(new Hold(lock));
        }
      } catch (OverlappingFileLockException e) {
        // Held in this process, maybe by a copy of this class that another class loader has made.
      }
    }
    return Optional.empty();
  }
}
