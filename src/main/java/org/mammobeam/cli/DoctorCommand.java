package org.mammobeam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.io.FileSystems;
import org.jspecify.annotations.Nullable;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.ModelBundle;
import org.mammobeam.codec.TemporaryFile;
import org.mammobeam.model.Device;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.Precision;
import org.mammobeam.model.djl.DjlModels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code mammobeam doctor}: what this machine has, what is wrong, and what to do. */
@Command(
    name = "doctor",
    header = "Says whether this machine is ready.",
    description =
        "Looks at Java, memory, native libraries, device, models and folders; says what is wrong"
            + " and what to do about it. Exit code 1 if something is.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  mammobeam doctor --models=models/nyu --device=cuda --output=out"})
final class DoctorCommand implements Callable<Integer> {
  private static final long MEGA = 1 << 20;
  private static final long LEAST_HEAP = 1800 * MEGA;
  private static final long LEAST_TEMPORARY = 600 * MEGA;

  @Spec private CommandSpec spec;

  @Option(names = "--models", paramLabel = "DIR", description = "Bundle (default: models/demo).")
  private Path models = Installation.home().resolve("models/demo");

  @Option(
      names = "--device",
      defaultValue = "auto",
      paramLabel = "DEVICE",
      description = "Device to try: auto, cpu, cuda or cuda:N (default: auto).")
  private String device;

  @Option(names = "--output", paramLabel = "DIR", description = "Folder to try writing to.")
  private @Nullable String output;

  @Unmatched private List<String> beamArguments = new ArrayList<>();

  private boolean wrong;

  @Override
  public Integer call() throws UsageException {
    JobStart.beamOptions(beamArguments);
    java();
    memory();
    temporary();
    fileSystems();
    bundle();
    if (output != null) {
      writing(output);
    }
    spec.commandLine().getOut().flush();
    return wrong ? ExitCode.JOB_FAILED : ExitCode.WELL;
  }

  private void java() {
    good("java", Runtime.version() + ", " + System.getProperty("java.vm.name"));
    good(
        "processors",
        Runtime.getRuntime().availableProcessors() + ", " + System.getProperty("os.arch"));
  }

  private void memory() {
    long heap = Runtime.getRuntime().maxMemory();
    if (heap < LEAST_HEAP) {
      bad("memory", mega(heap) + " of heap", "set MAMMOBEAM_JAVA_OPTIONS=-Xmx2g or more");
    } else {
      good("memory", mega(heap) + " of heap");
    }
  }

  private void temporary() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    try {
      TemporaryFile.check();
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < LEAST_TEMPORARY) {
        bad(
            "temporary",
            mega(free) + " free in " + folder,
            "set -Djava.io.tmpdir to another folder");
      } else {
        good("temporary", mega(free) + " free in " + folder);
      }
    } catch (IOException e) {
      wrong("temporary", String.valueOf(e.getMessage()));
    }
  }

  private void fileSystems() {
    List<String> known =
        List.of("file", "gs", "hdfs", "s3").stream().filter(DoctorCommand::isKnown).toList();
    good("file systems", String.join(", ", known));
  }

  private static boolean isKnown(String scheme) {
    try {
      String uri = scheme.equals("file") ? "/x" : scheme + "://x/y";
      return !FileSystems.matchNewResource(uri, false).toString().isEmpty();
    } catch (IllegalArgumentException | IllegalStateException e) {
      return false;
    }
  }

  private void bundle() {
    try {
      ModelBundle bundle = ModelBundle.read(new Folder(models.toString()));
      bundle.bundle().verify(bundle.folder()::open);
      good("models", bundle.bundle().name() + ", all digests fit");
      if (bundle.bundle().files().containsKey(ModelRole.PATCH)) {
        inference(bundle);
      }
    } catch (IOException | IllegalArgumentException e) {
      bad(
          "models",
          String.valueOf(e.getMessage()),
          "give a bundle with --models, or make one with mammobeam import-models");
    }
  }

  /** What goes wrong here is the engine's or the device's, and says itself what to do. */
  private void inference(ModelBundle bundle) {
    try {
      DjlModels networks =
          new DjlModels(bundle.bundle(), bundle.folder()::open, Device.parse(device), 1);
      try (PatchClassifier patches = networks.openPatchClassifier(Precision.FLOAT32)) {
        good("inference", patches.runsOn());
      }
    } catch (IOException | IllegalArgumentException e) {
      wrong("inference", String.valueOf(e.getMessage()));
    }
  }

  private void writing(String uri) {
    try {
      Folder folder = new Folder(uri);
      folder.write("doctor-was-here", new byte[] {1});
      folder.delete(List.of("doctor-was-here"));
      good("output", uri + " can be written");
    } catch (IOException | IllegalArgumentException e) {
      bad("output", String.valueOf(e), "choose a folder that can be written");
    }
  }

  private void good(String what, String found) {
    line("ok", what, found);
  }

  private void bad(String what, String found, String advice) {
    wrong(what, found + "; " + advice);
  }

  private void wrong(String what, String said) {
    wrong = true;
    line("WRONG", what, said);
  }

  private void line(String state, String what, String found) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, "%-6s %-13s %s%n", state, what, found);
  }

  private static String mega(long bytes) {
    return bytes / MEGA + " MB";
  }
}
