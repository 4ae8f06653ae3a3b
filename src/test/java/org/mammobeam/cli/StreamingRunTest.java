package org.mammobeam.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mammobeam.beam.ExamFolders;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.ResultFiles;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunStart;
import org.mammobeam.codec.SealedJson;
import org.mammobeam.stream.StreamFolder;
import org.mammobeam.stream.StreamStart;
import org.mammobeam.stream.StreamStatus;

/** A stream as users start and stop it, in one process. */
final class StreamingRunTest {
  private static final List<String> PACE =
      List.of("--poll=1s", "--settle=1s", "--exam-timeout=4s", "--snapshot-every=1s");

  @TempDir Path folder;

  private String[] run(Path output, List<String> more) throws IOException {
    Path input = Files.createDirectories(folder.resolve("exams"));
    return QuickRun.command(folder, input, output, more.toArray(String[]::new));
  }

  /** Publications of all exams, in the order of their numbers. */
  private static long published(Path output) throws IOException {
    Path folder = output.resolve("published");
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }

  private static void await(Path output, long publications) throws Exception {
    while (published(output) < publications) {
      Thread.sleep(200);
    }
  }

  /** Starts a stream, lets something happen, stops it, and gives its exit code. */
  private int stream(Path output, Happening meanwhile) throws Exception {
    List<String> options = new ArrayList<>(PACE);
    options.add("--streaming");
    String[] command = run(output, options);
    Program stream = new Program();
    ExecutorService background = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> ended = background.submit(() -> stream.run(command));
      meanwhile.happen();
      Program stop = new Program();
      assertEquals(0, stop.run("stop", "--output=" + output, "--wait=2m"), stop::err);
      return ended.get();
    } finally {
      background.shutdownNow();
    }
  }

  private interface Happening {
    void happen() throws Exception;
  }

  /** The stream has told what it screens by: before that it cannot be stopped. */
  private static void awaitBegin(Path output) throws Exception {
    while (StreamStatus.read(new Folder(output.toString()))
        .filter(status -> !status.isDrained() && status.edition().millis() > 0)
        .isEmpty()) {
      Thread.sleep(200);
    }
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void examsAreScreenedAsTheyArriveAndResultsAreThoseOfABatchRun() throws Exception {
    Path output = folder.resolve("out");
    Path exams = folder.resolve("exams");
    int code =
        stream(
            output,
            () -> {
              ExamFolders.copyGolden("syn_wide", exams);
              Path view = exams.resolve("syn_wide/R_MLO.png");
              Path later = folder.resolve("later.png");
              Files.move(view, later);
              await(output, 1);
              Files.move(later, view);
              ExamFolders.copyGolden("syn_small", exams);
              ExamFolders.copy(ExamFolders.GOLDEN.resolve("syn_small"), folder.resolve("spoilt"));
              Files.writeString(folder.resolve("spoilt/L_CC.png"), "no picture");
              Files.move(folder.resolve("spoilt"), exams.resolve("spoilt"));
              await(output, 4);
            });
    assertEquals(3, code, "an exam failed");
    assertEquals(4, published(output), "a failure, what took its place, and two other exams");

    assertEquals(3, stream(output, () -> awaitBegin(output)), "it still does");
    assertEquals(4, published(output), "nothing is published again");

    Path batch = folder.resolve("batch");
    Program once = new Program();
    assertEquals(3, once.run(run(batch, List.of())), once::err);
    for (String file : ResultFiles.FILES) {
      assertArrayEquals(
          Files.readAllBytes(batch.resolve(file)), Files.readAllBytes(output.resolve(file)), file);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--exam-list=list.json,--exam-list",
    "--rehash,--rehash",
    "--exams=A*,--exams",
    "--reprocess=all,--reprocess=all",
    "--settle=0s,--settle",
    "--exam-timeout=1s,--settle",
    "--runner=SparkRunner,does not run on Spark",
    "--runner=org.apache.beam.runners.spark.SparkRunner,does not run on Spark",
    "--poll=soon,--poll"
  })
  void whatOnlyRunsWithAnEndCanDoIsRefused(String option, String named) throws IOException {
    Program program = new Program();
    String[] command = run(folder.resolve("out"), Arrays.asList("--streaming", option));
    assertEquals(2, program.run(command));
    assertTrue(program.err().contains(named), program::err);
    assertTrue(Files.notExists(folder.resolve("out")), "nothing was begun");
  }

  @Test
  void anOptionOfStreamsIsRefusedInARunWithAnEnd() throws IOException {
    Program program = new Program();
    assertEquals(2, program.run(run(folder.resolve("out"), List.of("--poll=1s"))));
    assertTrue(program.err().contains("--poll is for --streaming"), program::err);
    assertTrue(Files.notExists(folder.resolve("out")), "nothing was begun");
  }

  @Test
  void aSecondStreamIntoTheSameOutputIsRefused() throws Exception {
    Folder output = new Folder(folder.resolve("out").toString());
    Process first = new ProcessBuilder("sleep", "600").start();
    try {
      RunFolder run = RunFolder.start(output, "", true);
      RunStart here = run.started().orElseThrow();
      output.write(
          "runs/" + run.id() + "/START",
          SealedJson.seal(new RunStart(here.startedMillis(), here.host(), first.pid(), "", true)));
      new StreamFolder(output).begin(new StreamStart(run.id(), here.startedMillis(), "test"));
      Program second = new Program();
      List<String> options = new ArrayList<>(PACE);
      options.add("--streaming");
      assertEquals(2, second.run(run(folder.resolve("out"), options)));
      assertTrue(second.err().contains("process " + first.pid() + " of this machine"), second::err);
      assertEquals(
          run.id(), StreamStatus.read(output).orElseThrow().start().id(), "the first one's status");
    } finally {
      first.destroyForcibly();
    }
  }
}
