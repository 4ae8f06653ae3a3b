package org.mammobeam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.SyntheticExam;
import org.mammobeam.beam.ExamFolders;
import org.mammobeam.beam.Folder;
import org.mammobeam.gcs.GcsStub;

/**
 * Input, models, settings and output on HDFS, whose servers fail now and then: {@code .ci/hdfs}.
 */
@EnabledIfSystemProperty(
    named = "mammobeam.hdfs",
    matches = ".+",
    disabledReason = "needs Hadoop's servers, see .ci/hdfs")
final class HdfsRunTest {
  private static final int EXAMS = 3;
  private static final long AN_HOUR = 3_600_000;

  @TempDir static Path local;
  private static Map<String, String> expected = Map.of();
  private static HdfsProcess hdfs;

  private String root = "";
  private RemoteRuns runs = new RemoteRuns("", List.of());

  @BeforeAll
  static void startAndRunLocally() throws IOException {
    hdfs = HdfsProcess.start(Path.of(System.getProperty("mammobeam.hdfs")), local.resolve("dfs"));
    Path files = Files.createDirectories(local.resolve("files"));
    RemoteRuns.prepare(files);
    // Exams that differ, as equal ones share what is computed of the first.
    ExamFolders.copyGolden("syn_small", files.resolve("exams"));
    SyntheticExam.plain().write(files.resolve("exams/plain"));
    SyntheticExam.withLesion().write(files.resolve("exams/with-lesion"));
    Files.createDirectories(files.resolve("exams/empty"));
    RemoteRuns runs = new RemoteRuns(files.toString(), List.of());
    assertEquals(ExitCode.EXAMS_FAILED, runs.run(), runs::printed);
    expected = runs.results();
  }

  @AfterAll
  static void stop() {
    hdfs.close();
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @BeforeEach
  void upload(TestInfo test) throws Exception {
    FileSystems.setDefaultPipelineOptions(
        PipelineOptionsFactory.fromArgs(hdfs.options().toArray(String[]::new)).create());
    root = hdfs.uri() + "/" + test.getTestMethod().orElseThrow().getName();
    runs = new RemoteRuns(root, hdfs.options());
    Path files = local.resolve("files");
    for (String folder : List.of("exams", "models", "other-models")) {
      RemoteRuns.upload(files.resolve(folder), new Folder(root + "/" + folder));
    }
    for (String file : List.of("quick.yaml", "other.yaml")) {
      new Folder(root).write(file, Files.readAllBytes(files.resolve(file)));
    }
    try (FileSystem client = client()) {
      client.mkdirs(path("exams/empty"));
      for (FileStatus exam : client.listStatus(path("exams"))) {
        for (FileStatus file : client.listStatus(exam.getPath())) {
          client.setTimes(file.getPath(), System.currentTimeMillis() - AN_HOUR, -1);
        }
      }
    }
  }

  private org.apache.hadoop.fs.Path path(String below) {
    return new org.apache.hadoop.fs.Path(root + "/" + below);
  }

  private static FileSystem client() throws Exception {
    return FileSystem.newInstance(new URI(hdfs.uri()), new Configuration());
  }

  /** Other bytes of the same length, and the old times: who opens an image fails. */
  private void overwriteImages() throws Exception {
    try (FileSystem client = client()) {
      for (FileStatus exam : client.listStatus(path("exams"))) {
        for (FileStatus file : client.listStatus(exam.getPath())) {
          if (file.getPath().getName().endsWith(".png")) {
            try (FSDataOutputStream out = client.create(file.getPath(), true)) {
              out.write(new byte[(int) file.getLen()]);
            }
            client.setTimes(file.getPath(), file.getModificationTime(), -1);
          }
        }
      }
    }
  }

  @Test
  void resultsAreThoseOfALocalRunAndWhatIsKnownIsNotOpened() throws Exception {
    assertEquals(ExitCode.EXAMS_FAILED, runs.run(), runs::printed);
    assertEquals(expected, runs.results());
    assertEquals(6 * EXAMS, runs.computed());
    runs.assertStoreIsSound();
    assertEquals(ExitCode.EXAMS_FAILED, runs.run("--pipeline=" + root + "/other.yaml"));
    assertEquals(2 * EXAMS, runs.computed());
    assertEquals(ExitCode.EXAMS_FAILED, runs.run("--models=" + root + "/other-models"));
    assertEquals(3 * EXAMS, runs.computed(), "heatmaps and what is behind them");
    assertNotEquals(expected, runs.results());

    // Back to what was first, and then again with nothing changed at all.
    overwriteImages();
    for (int i = 0; i < 2; i++) {
      assertEquals(ExitCode.EXAMS_FAILED, runs.run(), runs::printed);
      assertEquals(0, runs.computed());
      assertEquals(expected, runs.results());
    }

    // The server need not be named where it is the configuration's.
    RemoteRuns unnamed = new RemoteRuns("hdfs://" + path("").toUri().getPath(), hdfs.options());
    assertEquals(ExitCode.EXAMS_FAILED, unnamed.run(), unnamed::printed);
    assertEquals(0, unnamed.computed());
    assertEquals(expected, unnamed.results());
    assertEquals(0, unnamed.command("runs"), unnamed::printed);
  }

  @Test
  void anOutputThatMovesToObjectsAndOnToHdfsIsUsedOn() throws Exception {
    try (GcsStub gcs = GcsStub.start()) {
      for (String folder : List.of("exams", "models", "out")) {
        gcs.objects().upload(local.resolve("files").resolve(folder), "hospital", folder);
      }
      RemoteRuns objects = new RemoteRuns("gs://hospital", gcs.options());
      String[] onHdfs = {
        "--input=" + root + "/exams", "--pipeline=" + root + "/quick.yaml", hdfs.options().get(0)
      };
      assertEquals(ExitCode.EXAMS_FAILED, objects.run(onHdfs), objects::printed);
      assertEquals(0, objects.computed());
      assertEquals(expected, objects.results());
      Folder target = new Folder(root);
      for (String name : gcs.objects().names("hospital", "out/")) {
        target.write(name, gcs.objects().find("hospital", name).orElseThrow().content());
      }
    }
    assertEquals(ExitCode.EXAMS_FAILED, runs.run(), runs::printed);
    assertEquals(0, runs.computed());
    assertEquals(expected, runs.results());
  }

  @Test
  void aNameNodeMayRestartInTheMiddle() throws Exception {
    runWhile("restart");
  }

  @Test
  void aDataNodeMayBeKilledInTheMiddle() throws Exception {
    runWhile("kill 0");
    hdfs.tell("revive");
  }

  private void runWhile(String command) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (FileSystem client = client()) {
      Future<Integer> exit = thread.submit(() -> runs.run());
      while (!exit.isDone() && !client.exists(path("out/artifacts"))) {
        Thread.sleep(20);
      }
      assertTrue(!exit.isDone(), "the run was too quick");
      hdfs.tell(command);
      assertEquals(ExitCode.EXAMS_FAILED, exit.get(), runs::printed);
    } finally {
      thread.shutdownNow();
    }
    assertEquals(expected, runs.results());
    runs.assertStoreIsSound();
  }

  @Test
  void aFileIsSeenWholeOrNotAtAll() throws Exception {
    byte[] whole = new byte[48 << 20];
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (FileSystem client = client()) {
      Future<?> written =
          thread.submit(
              () -> {
                new Folder(root).write("large", whole);
                return whole;
              });
      while (!written.isDone()) {
        if (client.exists(path("large"))) {
          assertEquals(whole.length, client.getFileStatus(path("large")).getLen());
        }
      }
      written.get();
      assertEquals(whole.length, client.getFileStatus(path("large")).getLen());
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void aFullQuotaIsOneErrorAndNothingIsPublished() throws Exception {
    String artifacts = path("out/artifacts").toUri().getPath();
    hdfs.tell("quota " + artifacts + " 1000");
    long start = System.nanoTime();
    assertEquals(ExitCode.JOB_FAILED, runs.run(), runs::printed);
    // Patience with what may pass is longer.
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(90), "was tried for long");
    List<String> told = runs.errors().lines().filter(line -> line.contains("quota")).toList();
    assertEquals(1, told.size(), runs::errors);
    try (FileSystem client = client()) {
      assertTrue(!client.exists(path("out/predictions")));
    }
    runs.assertStoreIsSound();
    hdfs.tell("quota " + artifacts + " 0");
    assertEquals(ExitCode.EXAMS_FAILED, runs.run(), runs::printed);
    assertEquals(expected, runs.results());
  }
}
