package org.mammobeam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.JavaProcess;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.BundleFolder;
import picocli.CommandLine;

final class ImportModelsCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new ImportModelsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void helpShowsAnExample() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString().contains("--from=breast_cancer_classifier/models --to=models/nyu"));
  }

  @Test
  void missingAndDamagedFilesAreRefusedAndNothingIsWritten() throws Exception {
    Path weights = Files.createDirectories(folder.resolve("weights"));
    Path bundle = folder.resolve("models/nyu");

    assertEquals(2, run("--to=" + bundle));
    assertEquals(2, run("--from=" + folder.resolve("nowhere"), "--to=" + bundle));
    assertEquals(1, run("--from=" + weights, "--to=" + bundle));
    assertTrue(err.toString().contains("no sample_patch_model.p in "), err.toString());
    for (String name : List.of("patch", "image", "imageheatmaps")) {
      Files.writeString(weights.resolve("sample_" + name + "_model.p"), "no weights");
    }
    assertEquals(1, run("--from=" + weights, "--to=" + bundle));
    assertTrue(err.toString().contains("sample_patch_model.p: not a pickle"), err.toString());
    assertFalse(Files.exists(folder.resolve("models")));
  }

  @Test
  void theGoldenWeightsImportQuicklyWithAHeapOfAGigabyteAndGiveTheSameBytesTwice()
      throws Exception {
    String golden = System.getProperty("mammobeam.golden", "");
    assumeFalse(golden.isEmpty(), "no golden folder");
    for (String name : List.of("first/nyu", "second/nyu")) {
      Duration processorTime = importInAnotherJvm(Path.of(golden, "weights"), folder.resolve(name));
      System.out.println("golden weights imported in " + processorTime.toMillis() + " ms of CPU");
    }
    Bundle bundle = Bundle.read(BundleFolder.of(folder.resolve("first/nyu")));
    bundle.verify(BundleFolder.of(folder.resolve("second/nyu")));
    assertEquals(bundle, Bundle.read(BundleFolder.of(folder.resolve("second/nyu"))));
    try (Stream<Path> files = Files.list(folder.resolve("first"))) {
      assertEquals(1, files.count());
    }
  }

  /** How much processor time it took: an upper bound of what a clock shows on an idle machine. */
  private static Duration importInAnotherJvm(Path weights, Path bundle) throws Exception {
    Process process =
        JavaProcess.of(
                List.of("-Xmx1g"),
                Mammobeam.class,
                List.of("import-models", "--from=" + weights, "--to=" + bundle))
            .inheritIO()
            .start();
    Duration processorTime = Duration.ZERO;
    while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
      processorTime = process.info().totalCpuDuration().orElse(processorTime);
    }
    assertEquals(0, process.exitValue());
    return processorTime;
  }
}
