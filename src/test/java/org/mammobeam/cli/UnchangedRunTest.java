package org.mammobeam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.JavaProcess;
import org.mammobeam.SyntheticExam;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.RunResults;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.StageCount;

/** A run in which nothing seems to have changed opens nothing: the program, as a process. */
final class UnchangedRunTest {
  private static final int EXAMS = 3;

  @TempDir Path folder;

  /** Runs the program and gives the classes that it loaded. */
  private List<String> run(int expected, String... more) throws IOException, InterruptedException {
    Path classes = folder.resolve("classes");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--input=" + folder.resolve("exams"),
                "--output=" + folder.resolve("out"),
                "--models=" + folder.resolve("tiny"),
                "--pipeline=" + folder.resolve("quick.yaml"),
                "--device=cpu"));
    arguments.addAll(Arrays.asList(more));
    Path log = folder.resolve("log");
    Process process =
        JavaProcess.of(
                List.of("-Xmx1g", "-Xlog:class+load:file=" + classes), Mammobeam.class, arguments)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertEquals(expected, process.waitFor(), () -> text(log));
    return Files.readAllLines(classes);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private RunSummary newest() throws IOException {
    Folder output = new Folder(folder.resolve("out").toString());
    return RunResults.summary(RunResults.newest(output).orElseThrow());
  }

  private static boolean loads(List<String> classes, String name) {
    return classes.stream().anyMatch(line -> line.contains("] " + name));
  }

  @Test
  void opensNoImageAndLoadsNoNativeLibrary() throws IOException, InterruptedException {
    TinyBundle.write(folder.resolve("tiny"));
    Files.writeString(folder.resolve("quick.yaml"), "classify: {rounds: 1}\n");
    for (int i = 0; i < EXAMS; i++) {
      new SyntheticExam(256 + 4 * i, 256, false, true).write(folder.resolve("exams/exam-" + i));
    }
    List<String> computing = run(ExitCode.WELL);
    assertTrue(loads(computing, "ai.djl.pytorch.jni.PyTorchLibrary "));
    assertTrue(loads(computing, "org.mammobeam.codec.GrayPng "));
    assertEquals(6L * EXAMS, newest().stages().stream().mapToLong(StageCount::computed).sum());

    overwriteImages();
    Files.delete(folder.resolve("tiny/patch.pt"));
    List<String> unchanged = run(ExitCode.WELL);
    assertEquals(6L * EXAMS, newest().stages().stream().mapToLong(StageCount::reused).sum());
    assertFalse(loads(unchanged, "ai.djl."));
    assertFalse(loads(unchanged, "org.mammobeam.codec.GrayPng "));
    assertFalse(loads(unchanged, "org.mammobeam.codec.ExamLists "));

    run(ExitCode.EXAMS_FAILED, "--rehash");
    assertEquals(EXAMS, newest().failedExams());
    assertEquals(EXAMS, newest().stages().get(0).failed());
  }

  /** Other bytes of the same length, and the old times. */
  private void overwriteImages() throws IOException {
    List<Path> images;
    try (Stream<Path> files = Files.walk(folder.resolve("exams"))) {
      images = files.filter(file -> file.toString().endsWith(".png")).toList();
    }
    assertEquals(4 * EXAMS, images.size());
    for (Path image : images) {
      FileTime time = Files.getLastModifiedTime(image);
      byte[] bytes = new byte[(int) Files.size(image)];
      Arrays.fill(bytes, (byte) 'x');
      Files.write(image, bytes);
      Files.setLastModifiedTime(image, time);
    }
  }
}
