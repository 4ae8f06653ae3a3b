package org.mammobeam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.JavaProcess;
import org.mammobeam.SyntheticExam;

/** What the program, as a process, says at its end. */
final class StoppedRunTest {
  /** 128 and the number of SIGTERM. */
  private static final int TERMINATED = 143;

  private static final String FAREWELL = "stopped; what was finished is kept";

  @TempDir Path folder;

  private Path log() {
    return folder.resolve("log");
  }

  private Process run(Path models) throws IOException {
    return JavaProcess.of(
            List.of("-Xmx1g"),
            Mammobeam.class,
            List.of(
                "run",
                "--input=" + folder.resolve("exams"),
                "--output=" + folder.resolve("out"),
                "--models=" + models,
                "--device=cpu"))
        .redirectErrorStream(true)
        .redirectOutput(log().toFile())
        .start();
  }

  @Test
  void aSignalIsAnswered() throws IOException, InterruptedException {
    Path models = TinyBundle.write(folder.resolve("tiny"));
    for (int i = 0; i < 12; i++) {
      new SyntheticExam(256 + 4 * i, 256, false, true).write(folder.resolve("exams/exam-" + i));
    }
    Process process = run(models);
    try {
      // The engine has yet to be loaded then, which takes longer than the signal.
      while (process.isAlive() && !Files.exists(folder.resolve("out/artifacts/crop"))) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      process.destroy();
      assertEquals(TERMINATED, process.waitFor(), () -> text(log()));
    } finally {
      process.destroyForcibly();
    }
    assertTrue(text(log()).contains(FAREWELL), () -> text(log()));
  }

  @Test
  void aJobThatFailsByItselfWasNotStopped() throws IOException, InterruptedException {
    Path models = TinyBundle.write(folder.resolve("tiny"));
    SyntheticExam.onePatch().write(folder.resolve("exams/exam"));
    // Where artifacts go is no folder: that shows when the job is under way.
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/artifacts"), "a file");
    Process process = run(models);
    assertEquals(ExitCode.JOB_FAILED, process.waitFor(), () -> text(log()));
    assertTrue(text(log()).contains("the job failed: "), () -> text(log()));
    assertFalse(text(log()).contains(FAREWELL), () -> text(log()));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
