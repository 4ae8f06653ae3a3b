package org.mammobeam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.ModelBundle;
import org.mammobeam.history.FileLineage;
import org.mammobeam.history.Lineages;
import org.mammobeam.history.ModelUse;
import org.mammobeam.history.SoundRun;
import org.mammobeam.history.StageTrace;
import org.mammobeam.model.BundleFile;
import org.mammobeam.model.ModelRole;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mammobeam lineage}: where a file comes from, and where a network has gone. */
@Command(
    name = "lineage",
    header = "Follows a file back to its sources, or a model forward.",
    description =
        "Follows a file of an output folder back to its sources, step by step: any file of an"
            + " artifact, an overlay, or an exam's row in a result file. Or forward: what of the"
            + " newest run depends on a model.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  mammobeam lineage out/overlays/exam-1/L-CC-0.png --output=out",
      "  mammobeam lineage predictions/image_predictions.csv --exam=exam-1 --output=out",
      "  mammobeam lineage --forward=models/demo/patch.pt --output=out"
    })
final class LineageCommand extends OutputCommand {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{6,64}");
  private static final int NAMED_EXAMS = 20;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A file of the output folder, by its path from here or from that folder.")
  private @Nullable String file;

  @Option(
      names = "--exam",
      paramLabel = "ID",
      description = "The exam, where the file is of several.")
  private String exam = "";

  @Option(
      names = "--forward",
      paramLabel = "MODEL",
      description =
          "A model bundle, a file of one, or the first digits of a model's digest as explain shows"
              + " it.")
  private @Nullable String model;

  @Override
  int answer(Folder folder) throws IOException, UsageException {
    if (file != null && model == null) {
      FileLineage lineage = new Lineages(folder).of(inside(folder, file), exam);
      print(lineage, out -> print(lineage, out));
    } else if (file == null && model != null) {
      ModelUse use = ModelUse.of(SoundRun.open(run(folder, "")), asked(model));
      print(use, out -> print(use, out));
    } else {
      throw new UsageException("give either a FILE or --forward=MODEL");
    }
    return ExitCode.WELL;
  }

  /** The path from the output folder. */
  private static String inside(Folder folder, String file) {
    String prefix = folder.uri() + "/";
    if (file.startsWith(prefix)) {
      return file.substring(prefix.length());
    }
    if (folder.uri().contains("://")) {
      return file;
    }
    Path output = Path.of(folder.uri()).toAbsolutePath().normalize();
    Path path = Path.of(file).toAbsolutePath().normalize();
    return path.startsWith(output) ? output.relativize(path).toString() : file;
  }

  private static BiPredicate<String, String> asked(String model) throws UsageException {
    if (DIGEST.matcher(model).matches()) {
      return (role, digest) -> digest.startsWith(model);
    }
    Map<String, String> digests = new LinkedHashMap<>();
    try {
      digests.putAll(digests(new Folder(model), ""));
    } catch (IOException e) {
      int slash = model.lastIndexOf('/');
      try {
        Folder above = new Folder(slash < 0 ? "." : model.substring(0, slash));
        digests.putAll(digests(above, model.substring(slash + 1)));
      } catch (IOException none) {
        throw new UsageException(
            model + " is no model bundle, no file of one, and no digest: " + e.getMessage(), e);
      }
      if (digests.isEmpty()) {
        throw new UsageException(model + " is no file that its bundle names", e);
      }
    }
    return (role, digest) -> digest.equals(digests.get(role));
  }

  /** Digests of a bundle's models, or of those in one file, by their roles. */
  private static Map<String, String> digests(Folder folder, String file) throws IOException {
    ModelBundle bundle = ModelBundle.read(folder);
    Map<String, String> digests = new LinkedHashMap<>();
    for (Map.Entry<ModelRole, BundleFile> entry : bundle.bundle().files().entrySet()) {
      String role = entry.getKey().label();
      if (file.isEmpty() || entry.getValue().path().equals(file)) {
        digests.put(role, String.valueOf(bundle.digests().byRole().get(role)));
      }
    }
    return digests;
  }

  private static void print(FileLineage lineage, PrintWriter out) {
    out.println(lineage.file());
    if (!lineage.sha256().isEmpty()) {
      out.println("  sha256 " + lineage.sha256());
    }
    if (!lineage.remark().isEmpty()) {
      out.println("  " + lineage.remark());
    }
    if (!lineage.run().isEmpty()) {
      out.printf("exam %s in run %s%n", lineage.exam(), lineage.run());
      List<String> others =
          lineage.exams().stream().filter(other -> !other.equals(lineage.exam())).toList();
      if (!others.isEmpty()) {
        out.println("  also of " + some(others));
      }
    }
    for (StageTrace step : lineage.steps()) {
      out.printf("from %s, version %d%n", step.stage(), step.version());
      ExplainCommand.print(step, out);
    }
    if (!lineage.sources().isEmpty()) {
      out.println("from the exam's files");
      lineage.sources().forEach(source -> ExplainCommand.print(source, out));
    }
  }

  private static String some(List<String> exams) {
    String first = exams.stream().limit(NAMED_EXAMS).collect(Collectors.joining(", "));
    int more = exams.size() - NAMED_EXAMS;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static void print(ModelUse use, PrintWriter out) {
    if (use.artifacts().isEmpty()) {
      out.printf("nothing in run %s depends on it%n", use.run());
      return;
    }
    out.printf(Locale.ROOT, "%d exams of run %s depend on%n", use.exams(), use.run());
    use.models().forEach((role, digests) -> out.printf("  %s %s%n", role, some(digests)));
    Map<String, List<ModelUse.UsedIn>> stages = new LinkedHashMap<>();
    use.artifacts()
        .forEach(
            used -> stages.computeIfAbsent(used.stage(), unused -> new ArrayList<>()).add(used));
    stages.forEach(
        (stage, used) ->
            out.printf(
                Locale.ROOT,
                "  %s%s: %d artifacts%n",
                stage,
                used.get(0).direct() ? "" : ", through what others made",
                used.stream().map(ModelUse.UsedIn::artifact).distinct().count()));
    List<String> exams = use.artifacts().stream().map(ModelUse.UsedIn::exam).distinct().toList();
    out.println("exams: " + some(exams));
  }
}
