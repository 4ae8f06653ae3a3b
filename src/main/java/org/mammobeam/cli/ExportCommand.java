package org.mammobeam.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.mammobeam.beam.FileArtifactStore;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunResults;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.StageFailure;
import org.mammobeam.stage.StoredExam;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code mammobeam export}: one exam in the reference's own formats. */
@Command(
    name = "export",
    header = "Writes an exam in the formats of the reference's scripts.",
    description =
        "Writes one exam of a run in the formats of the reference's scripts: cropped"
            + " images, heatmaps (HDF5), patch probabilities, predictions, and the exam list with"
            + " what was measured.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  mammobeam export --output=out --exam=exam-1 --to=exam-1-reference"
    })
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Output folder of the runs.")
  private String output;

  @Option(names = "--exam", required = true, paramLabel = "ID", description = "The exam.")
  private String exam;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "The run, by ID or number (default: the newest).")
  private String run = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "Folder to write to; made if missing.")
  private String target;

  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    try {
      JobStart.beamOptions(beamArguments);
      Folder folder = ScreeningArguments.folder("--output", output);
      ExamResult row = row(folder);
      for (StageFailure failure : row.failures()) {
        warn("%s failed at %s: %s".formatted(exam, failure.stage(), failure.failure().reason()));
      }
      if (row.outcomes().stream().allMatch(outcome -> outcome.artifact().isEmpty())) {
        warn("there is nothing to export");
        return ExitCode.EXAMS_FAILED;
      }
      new ReferenceExport(new StoredExam(row, new FileArtifactStore(folder)), new Folder(target))
          .write();
      boolean whole = row.failures().isEmpty();
      spec.commandLine()
          .getOut()
          .println((whole ? "" : "what there is of ") + exam + " is in " + target);
      return whole ? ExitCode.WELL : ExitCode.EXAMS_FAILED;
    } catch (UsageException | IllegalArgumentException e) {
      warn(String.valueOf(e.getMessage()));
      return ExitCode.WRONG_USAGE;
    }
  }

  private void warn(String what) {
    spec.commandLine().getErr().println("mammobeam: " + what);
  }

  private ExamResult row(Folder folder) throws IOException, UsageException {
    RunFolder of = OutputCommand.run(folder, run);
    return RunResults.find(of, exam)
        .orElseThrow(() -> new UsageException("run " + of.id() + " has no exam '" + exam + "'"));
  }
}
