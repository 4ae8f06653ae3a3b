package org.mammobeam.model.djl;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Processor time of a lane with the engine's threads that it started. Java does not see those;
 * Linux does, and gives a thread the name of the one that made it.
 */
final class LaneTime {
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final Path OWN_NAME = Path.of("/proc/thread-self/comm");

  private LaneTime() {}

  /** Nanoseconds of the calling lane so far; of its Java thread alone where there is no Linux. */
  static long nanos() {
    try {
      String name = Files.readString(OWN_NAME, StandardCharsets.ISO_8859_1);
      long nanos = 0;
      try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
        for (Path task : tasks) {
          nanos += nanos(task, name);
        }
      }
      return nanos;
    } catch (IOException | DirectoryIteratorException | NumberFormatException e) {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
  }

  private static long nanos(Path task, String name) throws IOException {
    try {
      if (!Files.readString(task.resolve("comm"), StandardCharsets.ISO_8859_1).equals(name)) {
        return 0;
      }
      String statistics = Files.readString(task.resolve("schedstat"), StandardCharsets.ISO_8859_1);
      return Long.parseLong(statistics.substring(0, statistics.indexOf(' ')));
    } catch (NoSuchFileException e) {
      return 0; // It has ended.
    }
  }
}
