package org.mammobeam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.mammobeam.beam.Folder;
import org.mammobeam.exam.StageFailure;
import org.mammobeam.history.RunComparison;
import org.mammobeam.history.RunDiff;
import org.mammobeam.history.SoundRun;
import org.mammobeam.report.DiffCard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mammobeam diff}: what moved between two runs. */
@Command(
    name = "diff",
    header = "Compares the results of two runs.",
    description =
        "Compares the results of two runs: exams whose scores moved, those that moved most first,"
            + " with the reason; exams in one run only; failures that came or went. Writes a page"
            + " that shows old and new heatmaps side by side.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  mammobeam diff 3 4 --output=out"})
final class DiffCommand extends OutputCommand {
  private static final int NAMED = 20;

  @Parameters(index = "0", paramLabel = "BEFORE", description = "A run, by ID or number.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "AFTER", description = "The run to compare with it.")
  private String now = "";

  @Override
  int answer(Folder folder) throws IOException, UsageException {
    RunDiff diff =
        RunComparison.of(SoundRun.open(run(folder, before)), SoundRun.open(run(folder, now)));
    print(diff, out -> print(diff, folder, out));
    return ExitCode.WELL;
  }

  private static void print(RunDiff diff, Folder folder, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%d exams in both %s and %s: scores of %d differ%n",
        diff.exams(),
        diff.before(),
        diff.now(),
        diff.moved().size());
    diff.moved().stream().limit(NAMED).forEach(card -> print(card, out));
    more(diff.moved(), out);
    list("only before", diff.onlyBefore(), out);
    list("only after", diff.onlyNow(), out);
    list("failure went", texts(diff.failuresGone()), out);
    list("failure came", texts(diff.failuresNew()), out);
    out.println("page: " + folder.uri() + "/" + diff.page());
  }

  private static void print(DiffCard card, PrintWriter out) {
    out.printf(Locale.ROOT, "%.4f  %s%n", card.by(), card.exam());
    card.scores().stream()
        .filter(score -> score.by() == card.by())
        .limit(1)
        .forEach(
            score ->
                out.printf(
                    "        %s %s: %s → %s%n",
                    score.model(),
                    score.label(),
                    score.before().isEmpty() ? "none" : score.before(),
                    score.now().isEmpty() ? "none" : score.now()));
    card.reasons().forEach(reason -> out.println("        " + reason));
  }

  private static List<String> texts(List<StageFailure> failures) {
    return failures.stream().map(RunComparison::text).toList();
  }

  private static void list(String title, List<String> lines, PrintWriter out) {
    lines.stream().limit(NAMED).forEach(line -> out.println(title + ": " + line));
    more(lines, out);
  }

  private static void more(List<?> all, PrintWriter out) {
    if (all.size() > NAMED) {
      out.printf(Locale.ROOT, "and %d more; --json has all%n", all.size() - NAMED);
    }
  }
}
