package org.mammobeam.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.djl.BundleTrial;
import org.mammobeam.model.weights.BundleContent;
import org.mammobeam.model.weights.BundleInstallation;
import org.mammobeam.model.weights.WeightFiles;
import org.mammobeam.model.weights.WeightImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mammobeam import-models}: makes a bundle of published weight files. */
@Command(
    name = "import-models",
    header = "Makes a model bundle of published weights.",
    description =
        "Makes a model bundle of weight files that torch.save wrote, such as NYU's. The files are"
            + " read as data, checked tensor by tensor, and the bundle is tried out before it gets"
            + " its name; nothing is written if anything is wrong.",
    footer = {
      "",
      "Example:",
      "  mammobeam import-models --from=breast_cancer_classifier/models --to=models/nyu",
      "",
      "Exit code: 0 written or already there, 1 refused, 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
final class ImportModelsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "FOLDER",
      description =
          "Folder with sample_patch_model.p, sample_image_model.p and sample_imageheatmaps_model.p,"
              + " anywhere in it.")
  private @Nullable Path from;

  @Option(names = "--to", required = true, paramLabel = "FOLDER", description = "The bundle.")
  private Path to;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The bundle's name in results (default: that of its folder).")
  private @Nullable String name;

  @Option(names = "--patch", paramLabel = "FILE", description = "The patch model, if elsewhere.")
  private @Nullable Path patch;

  @Option(names = "--image", paramLabel = "FILE", description = "The image model, if elsewhere.")
  private @Nullable Path image;

  @Option(
      names = "--image-heatmaps",
      paramLabel = "FILE",
      description = "The image model with heatmaps, if elsewhere.")
  private @Nullable Path imageHeatmaps;

  @Option(names = "--force", description = "Replace what else is in the bundle's folder.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    Path folder = to.toAbsolutePath().normalize();
    if (folder.getFileName() == null) {
      throw new ParameterException(spec.commandLine(), "--to=" + to + " is no folder for a bundle");
    }
    String bundleName = name == null ? folder.getFileName().toString() : name;
    try {
      WeightFiles files =
          new WeightFiles(
              file(patch, ModelRole.PATCH),
              file(image, ModelRole.IMAGE),
              file(imageHeatmaps, ModelRole.IMAGE_HEATMAPS));
      BundleContent content = WeightImport.read(bundleName, files);
      boolean written = new BundleInstallation(folder, BundleTrial::run, force).install(content);
      spec.commandLine()
          .getOut()
          .println(
              written
                  ? "The bundle " + bundleName + " is in " + to + "; its networks load and answer."
                  : "The bundle " + bundleName + " is in " + to + " already; nothing was changed.");
      return 0;
    } catch (MalformedDataException | IOException e) {
      spec.commandLine().getErr().println("mammobeam: nothing was imported: " + reason(e));
      return 1;
    }
  }

  private Path file(@Nullable Path given, ModelRole role) throws IOException {
    if (given != null) {
      return given;
    }
    if (from == null || !Files.isDirectory(from)) {
      throw new ParameterException(
          spec.commandLine(),
          from == null
              ? "say where the weight files are: --from=FOLDER"
              : "--from=" + from + " is no folder");
    }
    return WeightFiles.find(from, role);
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
