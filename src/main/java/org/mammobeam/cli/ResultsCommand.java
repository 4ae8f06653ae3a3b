package org.mammobeam.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.ResultFiles;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.history.PublishedFiles;
import org.mammobeam.history.PublishedFiles.PublishedFile;
import org.mammobeam.history.SoundRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mammobeam results}: what any run has published. */
@Command(
    name = "results",
    header = "Gives the results of a run, old or new.",
    description =
        "Gives the results of a run, old or new, byte by byte as it published them: prints a CSV,"
            + " or writes both CSVs, predictions.jsonl and failures.jsonl to a folder.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  mammobeam results --output=out --run=3 > run-3.csv",
      "  mammobeam results --output=out --run=3 --to=run-3"
    })
final class ResultsCommand extends OutputCommand {
  /** The CSV of a network. */
  enum Csv {
    IMAGE("image", ResultFiles.IMAGE),
    IMAGE_HEATMAPS("image-heatmaps", ResultFiles.IMAGE_HEATMAPS);

    private final String label;
    private final String file;

    Csv(String label, String file) {
      this.label = label;
      this.file = file;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "The run, by ID or number (default: the newest).")
  private String run = "";

  @Option(
      names = "--csv",
      paramLabel = "MODEL",
      description = "Which CSV is printed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Csv csv = Csv.IMAGE_HEATMAPS;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Folder to write all result files to; made if missing.")
  private @Nullable String target;

  @Override
  int answer(Folder folder) throws IOException, UsageException {
    PublishedFiles files = new PublishedFiles(SoundRun.open(run(folder, run)));
    if (target != null) {
      List<PublishedFile> copied = files.copyTo(free(new Folder(target)));
      print(copied, out -> copied.forEach(file -> out.println(file.file())));
    } else {
      String text = new String(files.read(csv.file), StandardCharsets.UTF_8);
      print(files.inPlace(), out -> out.print(text));
    }
    return ExitCode.WELL;
  }

  private static Folder free(Folder target) throws IOException, UsageException {
    if (RunFolder.published(target).findAny().isPresent()) {
      throw new UsageException(
          target.uri()
              + " is an output folder with runs of its own; mammobeam revert makes an earlier"
              + " run's results the newest");
    }
    return target;
  }
}
