package org.mammobeam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.mammobeam.beam.Folder;
import org.mammobeam.history.Reversion;
import org.mammobeam.history.SoundRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mammobeam revert}: the results of an earlier run become the newest again. */
@Command(
    name = "revert",
    header = "Makes the results of an earlier run the newest again.",
    description =
        "Makes the results of an earlier run the newest again: a new run takes over all of its"
            + " rows, and predictions, report and overlays follow. Nothing is computed and no run"
            + " is lost, so a revert can be reverted. The next run goes on from these results.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  mammobeam revert 3 --output=out"})
final class RevertCommand extends OutputCommand {
  @Parameters(paramLabel = "RUN", description = "The earlier run, by ID or number.")
  private String run = "";

  @Override
  int answer(Folder folder) throws IOException, UsageException {
    Reversion done = Reversion.to(SoundRun.open(run(folder, run)));
    print(done, out -> print(done, out));
    return ExitCode.WELL;
  }

  private static void print(Reversion done, PrintWriter out) {
    if (!done.made()) {
      out.printf(
          "nothing to do: the newest run, %s, has the results of %s%n", done.run(), done.earlier());
      return;
    }
    out.printf(
        "run %s has the results of %s: %d exams, %d with failures, nothing computed%n",
        done.run(), done.earlier(), done.exams(), done.failedExams());
  }
}
