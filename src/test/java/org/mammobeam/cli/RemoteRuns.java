package org.mammobeam.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mammobeam.artifact.Manifest;
import org.mammobeam.artifact.StoredFile;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.RunResults;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.StageCount;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.codec.SealedJson;
import picocli.CommandLine;

/** The program as users start it, on any file system, with networks that take no time. */
final class RemoteRuns {
  private static final List<String> CSV =
      List.of(
          "predictions/image_predictions.csv",
          "predictions/imageheatmaps_predictions.csv",
          "predictions/predictions.jsonl",
          "failures.jsonl");

  private final String root;
  private final List<String> options;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /**
   * Runs on a file system.
   *
   * @param root of exams, models, settings and output
   * @param options by which Beam finds the file system
   */
  RemoteRuns(String root, List<String> options) {
    this.root = root;
    this.options = options;
  }

  /** Fills a local folder with what a run needs. */
  static Path prepare(Path folder) throws IOException {
    TinyBundle.write(folder.resolve("models"));
    TinyBundle.writeOther(folder.resolve("other-models"));
    Files.writeString(
        folder.resolve("quick.yaml"), "classify: {rounds: 1}\nvisualize: {display-height: 200}\n");
    Files.writeString(
        folder.resolve("other.yaml"), "classify: {rounds: 2}\nvisualize: {display-height: 200}\n");
    return folder;
  }

  /** Copies what is in a local folder to where Beam finds it. */
  static void upload(Path from, Folder to) throws IOException {
    List<Path> found;
    try (Stream<Path> walk = Files.walk(from)) {
      found = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : found) {
      try (InputStream in = Files.newInputStream(file)) {
        to.write(from.relativize(file).toString(), in);
      }
    }
  }

  /** Runs, and gives the exit code. */
  int run(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--output=" + root + "/out", "--device=cpu"));
    for (String usual :
        List.of(
            "--input=" + root + "/exams",
            "--models=" + root + "/models",
            "--pipeline=" + root + "/quick.yaml")) {
      String name = usual.substring(0, usual.indexOf('=') + 1);
      if (Arrays.stream(more).noneMatch(option -> option.startsWith(name))) {
        arguments.add(usual);
      }
    }
    arguments.addAll(Arrays.asList(more));
    return program(arguments);
  }

  /** Runs another command on the output. */
  int command(String name, String... more) {
    List<String> arguments = new ArrayList<>(List.of(name, "--output=" + root + "/out"));
    arguments.addAll(Arrays.asList(more));
    return program(arguments);
  }

  private int program(List<String> arguments) {
    CommandLine program = Mammobeam.commandLine();
    program.setOut(new PrintWriter(out, true));
    program.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(arguments);
    all.addAll(options);
    return program.execute(all.toArray(String[]::new));
  }

  /** What was printed so far, for messages of tests. */
  String printed() {
    return out + "\n" + err;
  }

  String errors() {
    return err.toString();
  }

  Folder output() {
    return new Folder(root + "/out");
  }

  /** The files of results at the top of the output folder. */
  Map<String, String> results() throws IOException {
    Map<String, String> results = new TreeMap<>();
    for (String file : CSV) {
      results.put(file, new String(output().read(file), UTF_8));
    }
    return results;
  }

  RunSummary newest() throws IOException {
    return RunResults.summary(RunResults.newest(output()).orElseThrow());
  }

  long computed() throws IOException {
    return newest().stages().stream().mapToLong(StageCount::computed).sum();
  }

  /** Every artifact that has a manifest has all its files, with the bytes that it says. */
  void assertStoreIsSound() throws IOException, MalformedDataException {
    for (var found : output().list("artifacts/*/*/*/" + Manifest.FILE)) {
      String file = output().relative(found.resourceId());
      Manifest manifest = SealedJson.open(output().read(file), Manifest.class);
      assertTrue(file.startsWith(manifest.artifact().folder()), file);
      for (StoredFile stored : manifest.files()) {
        String path = manifest.artifact().folder() + "/" + stored.name();
        try {
          assertEquals(stored.digest(), output().digest(path), path);
        } catch (FileNotFoundException e) {
          throw new AssertionError(path + " is missing, and its manifest is there", e);
        }
      }
    }
  }
}
