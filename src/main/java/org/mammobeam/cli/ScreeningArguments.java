package org.mammobeam.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mammobeam.Recompute;
import org.mammobeam.ScreeningOptions;
import org.mammobeam.ScreeningStages;
import org.mammobeam.Settings;
import org.mammobeam.SettingsFile;
import org.mammobeam.beam.FileWorkers;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.ModelBundle;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.model.Device;
import org.mammobeam.model.Precision;
import org.mammobeam.runner.Placement;
import org.mammobeam.stage.CentersStage;
import org.mammobeam.stage.CropStage;
import org.mammobeam.table.Reprocess;
import picocli.CommandLine.Option;

/** The options that say what is screened, and how. */
final class ScreeningArguments {
  private static final long MEGA = 1_000_000;
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:");

  /** Needs no networks. */
  private static final List<String> WITHOUT_MODELS = List.of(CropStage.NAME, CentersStage.NAME);

  @Option(
      names = "--input",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the exams, local or remote: one folder per exam.")
  String input = "";

  @Option(
      names = "--exam-list",
      paramLabel = "FILE",
      description =
          "List of exams (pickle or JSON) whose images lie below the input by their short paths.")
  @Nullable String examList;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Folder for results and artifacts; made if missing.")
  String output = "";

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Model bundle, such as models/demo; needed by all stages behind centers.")
  @Nullable String models;

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description = "Settings, such as pipelines/screening.yaml; else the reference's.")
  @Nullable String pipeline;

  @Option(
      names = "--stages",
      split = ",",
      paramLabel = "STAGE",
      description =
          "Stages to run: crop, centers, heatmaps, classify-image, classify-image-heatmaps (or"
              + " classify for both), visualize. Of the others, earlier artifacts are used.")
  @Nullable List<String> stages;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "Where networks run: auto, cpu, cuda or cuda:N (default: auto).")
  String device = "auto";

  @Option(
      names = "--precision",
      paramLabel = "TYPE",
      description = "float32, which is exact, bf16 or fp16 (default: as the settings say).")
  @Nullable String precision;

  @Option(
      names = "--accelerator",
      paramLabel = "HINT",
      description =
          "What the stages with networks ask the runner for, unless --device=cpu (default:"
              + " ${DEFAULT-VALUE}).")
  String accelerator = "type:nvidia-tesla-t4;count:1;install-nvidia-driver";

  @Option(
      names = "--horizontal-flip",
      paramLabel = "NO|YES",
      description = "Whether exams without a list are stored mirrored (default: NO).")
  HorizontalFlip horizontalFlip = HorizontalFlip.NO;

  @Option(
      names = "--max-megapixels",
      paramLabel = "N",
      description = "Larger images are refused (default: 100).")
  int maxMegapixels = 100;

  @Option(
      names = "--reprocess",
      paramLabel = "POLICY",
      description =
          "changed: what has changed in any way (default). new-only: new and changed exams; others"
              + " keep results of other models and settings. failed: as changed, and what failed is"
              + " tried again. all: everything is computed again.")
  String reprocess = Reprocess.CHANGED.label();

  @Option(
      names = "--exams",
      paramLabel = "GLOB",
      description = "Work on these exams only, with * and ?; the others keep their results.")
  String exams = "";

  @Option(
      names = "--rehash",
      description = "Read every file, also where length and time say that it is unchanged.")
  boolean rehash;

  @Option(
      names = "--table-rows-in-memory",
      paramLabel = "N",
      description =
          "A fingerprint table of more exams is joined instead of held by every worker (default:"
              + " ${DEFAULT-VALUE}).")
  long tableRowsInMemory = Recompute.DEFAULT_TABLE_ROWS;

  @Option(
      names = "--placement",
      paramLabel = "MODE",
      description =
          "auto: stages with networks are pinned to workers with GPUs where a cluster of Flink or"
              + " Spark declares them (default). on: or the job does not start. off: nothing is"
              + " pinned.")
  Placement.Mode placementMode = Placement.Mode.AUTO;

  @Option(
      names = "--gpu-wait",
      paramLabel = "TIME",
      description =
          "A pinned job is cancelled when it has waited this long for a worker (default:"
              + " ${DEFAULT-VALUE}).")
  String gpuWait = "5m";

  @Option(
      names = "--gpu-slots",
      paramLabel = "N",
      description =
          "Tasks of the pinned stages with networks; more than there are GPUs now lets GPUs that"
              + " come later take part (default: as many as there are).")
  int gpuSlots;

  @Option(
      names = "--detach",
      description = "Do not wait for the job on a Flink cluster: it publishes its run by itself.")
  boolean detach;

  /** Where it runs on a cluster. */
  Placement placement() throws UsageException {
    if (placementMode == Placement.Mode.ON && parsedDevice().equals(Device.CPU)) {
      throw new UsageException(
          "--placement=on has nothing to place: with --device=cpu no stage asks for a GPU");
    }
    return parse(
        "--gpu-wait",
        () -> new Placement(placementMode, Placement.duration(gpuWait), gpuSlots, detach));
  }

  /** What the job is to do. */
  ScreeningOptions options() throws UsageException {
    Settings settings = settings();
    ModelBundle bundle = bundle();
    if (bundle == null && !WITHOUT_MODELS.containsAll(settings.stages())) {
      throw new UsageException(
          "these stages need a model bundle: add --models=DIR, such as --models=models/demo, or"
              + " leave them out with --stages=crop,centers");
    }
    boolean cpu = parsedDevice().equals(Device.CPU);
    return new ScreeningOptions(
        folder("--input", absolute(input)),
        examList == null ? null : absolute(examList),
        horizontalFlip,
        bundle,
        settings,
        ScreeningStages.of(settings),
        recompute(),
        cpu ? null : accelerator);
  }

  /** What its workers have. */
  FileWorkers workers(ScreeningOptions options) throws UsageException {
    if (maxMegapixels < 1 || maxMegapixels > 1000) {
      throw new UsageException("--max-megapixels is 1 to 1000, not " + maxMegapixels);
    }
    return new FileWorkers(
        folder("--input", absolute(input)),
        folder("--output", absolute(output)),
        options.models(),
        parsedDevice(),
        maxMegapixels * MEGA);
  }

  /** Where the bundle lies, and a stream looks for new ones. */
  Folder modelsFolder() throws UsageException {
    return folder("--models", models == null ? "" : absolute(models));
  }

  private Recompute recompute() throws UsageException {
    Reprocess policy = parse("--reprocess", () -> Reprocess.parse(reprocess));
    return new Recompute(policy, rehash, exams, tableRowsInMemory);
  }

  private Device parsedDevice() throws UsageException {
    return parse("--device", () -> Device.parse(device));
  }

  private Settings settings() throws UsageException {
    Settings settings = settingsFile();
    List<String> wanted = stages;
    if (wanted != null) {
      Settings before = settings;
      settings = parse("--stages", () -> before.withStages(wanted));
    }
    String type = precision;
    if (type != null) {
      Settings before = settings;
      settings = parse("--precision", () -> before.withPrecision(Precision.parse(type)));
    }
    return settings;
  }

  private Settings settingsFile() throws UsageException {
    if (pipeline == null) {
      return Settings.DEFAULT;
    }
    try (InputStream in = Folder.openFile(pipeline)) {
      return SettingsFile.read(pipeline, in);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new UsageException("the settings " + pipeline + " cannot be read: " + e, e);
    }
  }

  private @Nullable ModelBundle bundle() throws UsageException {
    if (models == null) {
      return null;
    }
    try {
      return ModelBundle.read(folder("--models", absolute(models)));
    } catch (IOException e) {
      throw new UsageException(
          "the model bundle " + models + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The folder that an option names, if there is a file system for it. */
  static Folder folder(String option, String uri) throws UsageException {
    if (uri.isBlank()) {
      throw new UsageException(option + " is empty");
    }
    Folder folder = parse(option, () -> new Folder(uri));
    try {
      folder.isLocal();
    } catch (IllegalArgumentException e) {
      String reason =
          uri.startsWith("hdfs:")
              ? "where HDFS is was not said; set HADOOP_CONF_DIR or --hdfsConfiguration"
              : "paths are local, hdfs://… or gs://…";
      throw new UsageException("%s=%s: %s (%s)".formatted(option, uri, reason, e.getMessage()), e);
    }
    return folder;
  }

  /** Workers of a cluster run in other folders than this process. */
  private static String absolute(String uri) {
    return uri.isBlank() || SCHEME.matcher(uri).lookingAt()
        ? uri
        : Path.of(uri).toAbsolutePath().normalize().toString();
  }

  private interface Parsed<T> {
    T get();
  }

  private static <T> T parse(String option, Parsed<T> parsed) throws UsageException {
    try {
      return parsed.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + e.getMessage(), e);
    }
  }
}
