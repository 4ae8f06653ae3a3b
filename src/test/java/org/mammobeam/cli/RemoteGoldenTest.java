package org.mammobeam.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.algorithm.GoldenExam;
import org.mammobeam.beam.Folder;
import org.mammobeam.gcs.GcsStub;

/**
 * A golden exam with the full weights where exams, networks and output lie on other machines: every
 * number is the reference's. {@code .ci/hdfs GOLDEN_FOLDER} runs it.
 */
@Tag("golden-full")
@EnabledIfSystemProperty(
    named = "mammobeam.golden",
    matches = ".+",
    disabledReason = "needs the golden exams, see .ci/hdfs")
final class RemoteGoldenTest {
  private static final String EXAM = "syn_small";

  @TempDir static Path local;

  /** They start while the weights are imported. */
  private static Optional<HdfsProcess> hdfs = Optional.empty();

  @BeforeAll
  static void startAndImportWeights() throws IOException {
    String classPath = System.getProperty("mammobeam.hdfs", "");
    if (!classPath.isEmpty()) {
      hdfs = Optional.of(HdfsProcess.start(Path.of(classPath), local.resolve("dfs")));
    }
    int exit =
        Mammobeam.commandLine()
            .execute(
                "import-models",
                "--from=" + GoldenExam.folder().resolve("weights"),
                "--to=" + local.resolve("models"));
    assertEquals(0, exit);
  }

  @AfterAll
  static void stop() {
    hdfs.ifPresent(HdfsProcess::close);
  }

  @AfterEach
  void forget() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void onCloudStorage(@TempDir Path export) throws Exception {
    try (GcsStub gcs = GcsStub.start()) {
      check("gs://golden", gcs.options(), export);
    }
  }

  @Test
  @EnabledIfSystemProperty(
      named = "mammobeam.hdfs",
      matches = ".+",
      disabledReason = "needs Hadoop's servers, see .ci/hdfs")
  void onHdfs(@TempDir Path export) throws Exception {
    HdfsProcess servers = hdfs.orElseThrow();
    check(servers.uri() + "/golden", servers.options(), export);
  }

  private static void check(String root, List<String> options, Path export) throws Exception {
    FileSystems.setDefaultPipelineOptions(
        PipelineOptionsFactory.fromArgs(options.toArray(String[]::new)).create());
    Path exam = GoldenExam.folder().resolve("breast_exams").resolve(EXAM);
    RemoteRuns.upload(exam, new Folder(root + "/exams/" + EXAM));
    RemoteRuns.upload(local.resolve("models"), new Folder(root + "/models"));
    RemoteRuns runs = new RemoteRuns(root, options);
    assertEquals(0, runs.run("--pipeline=pipelines/screening.yaml"), runs::printed);
    assertEquals(0, runs.command("export", "--exam=" + EXAM, "--to=" + export), runs::printed);
    compare(root, export);
  }

  /** By the script that comes with the golden exams. */
  private static void compare(String root, Path export) throws IOException, InterruptedException {
    String python = Optional.ofNullable(System.getenv("PYTHON")).orElse("/usr/bin/python3");
    Process process =
        new ProcessBuilder(
                python,
                GoldenExam.folder().resolve("compare.py").toString(),
                export.toString(),
                GoldenExam.folder().resolve("expected").resolve(EXAM).toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    for (String part : List.of("patch probabilities", "image_heatmaps ", "0 check(s) failed")) {
      assertTrue(said.contains(part), said);
    }
    long checks = said.lines().filter(line -> line.startsWith("ok")).count();
    System.out.println(root + ": " + checks + " checks of compare.py, 0 failed");
  }
}
