package org.mammobeam;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.mammobeam.beam.RunStart;
import org.mammobeam.codec.SealedJson;

/** What time does to an output folder. */
final class OldRuns {
  static final long TWO_DAYS = 2 * 86_400_000L;

  private OldRuns() {}

  /** Sets the times of all files back. */
  static void age(Path output) throws IOException {
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() - TWO_DAYS));
      }
    }
  }

  /** Starts a run that no process goes on with. */
  static Path dead(Path output, String run) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return start(output, run, process.pid(), "");
  }

  /** Starts a run whose process is this one. */
  static Path live(Path output, String run, String base) throws IOException {
    return start(output, run, ProcessHandle.current().pid(), base);
  }

  private static Path start(Path output, String run, long process, String base) throws IOException {
    RunStart start =
        new RunStart(
            System.currentTimeMillis() - TWO_DAYS,
            InetAddress.getLocalHost().getHostName(),
            process,
            base,
            true);
    Path folder = Files.createDirectories(output.resolve("runs").resolve(run));
    Files.write(folder.resolve("START"), SealedJson.seal(start));
    return folder;
  }
}
