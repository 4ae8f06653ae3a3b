package org.mammobeam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.mammobeam.beam.Folder;
import org.mammobeam.history.RunLine;
import org.mammobeam.history.RunList;
import picocli.CommandLine.Command;

/** {@code mammobeam runs}: what was run into an output folder. */
@Command(
    name = "runs",
    header = "Lists the runs of an output folder.",
    description =
        "Lists the runs of an output folder, oldest first: published ones, and those under way or"
            + " dead. The newest published one is what lies at the top of the folder.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  mammobeam runs --output=out"})
final class RunsCommand extends OutputCommand {
  private static final String ROW = "%-16s %-10s %-16s %8s %7s %9s %9s  %s%n";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  @Override
  int answer(Folder folder) throws IOException {
    List<RunLine> runs = RunList.of(folder);
    print(runs, out -> print(runs, out));
    return ExitCode.WELL;
  }

  private static void print(List<RunLine> runs, PrintWriter out) {
    if (runs.isEmpty()) {
      out.println("no runs");
      return;
    }
    out.printf(ROW, "run", "state", "began", "exams", "failed", "computed", "reused", "models");
    for (RunLine run : runs) {
      boolean published = run.finishedMillis() > 0;
      out.printf(
          ROW,
          run.run(),
          run.state().name().toLowerCase(Locale.ROOT),
          run.startedMillis() == 0 ? "" : TIME.format(Instant.ofEpochMilli(run.startedMillis())),
          published ? run.exams() : "",
          published ? run.failedExams() : "",
          published ? run.computed() : "",
          published ? run.reused() : "",
          about(run));
    }
  }

  private static String about(RunLine run) {
    String task = run.task().equals("changed") ? "" : " (" + run.task() + ")";
    return run.remark().isEmpty() ? run.models() + task : run.remark();
  }
}
