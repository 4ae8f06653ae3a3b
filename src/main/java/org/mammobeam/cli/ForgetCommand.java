package org.mammobeam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.mammobeam.beam.Folder;
import org.mammobeam.history.ExamRemoval;
import org.mammobeam.history.Forgotten;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mammobeam forget}: takes every trace of an exam out of an output folder. */
@Command(
    name = "forget",
    header = "Takes every trace of an exam out of an output folder.",
    description =
        "All runs, results, reports and painted images lose it, and its artifacts are deleted."
            + " Artifacts that another exam shares stay and are named. What runs that died have"
            + " left goes as well, as it may be the exam's: a run that is to go on should first do"
            + " so.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "It may be stopped at any time; the same command then finishes the work.",
      "",
      "Examples:",
      "  mammobeam forget exam-1 --output=out --dry-run",
      "  mammobeam forget exam-1 --output=out --input=exams",
      "",
      "Exit codes: 0 forgotten, 2 no run knows it or a run may still go on, 1 not finished."
    })
final class ForgetCommand extends OutputCommand {
  @Parameters(paramLabel = "EXAM", description = "ID of the exam.")
  private String exam = "";

  @Option(names = "--dry-run", description = "Only tell what would be done.")
  private boolean dryRun;

  @Option(
      names = "--input",
      paramLabel = "DIR",
      description = "Folder of the exams: tells whether the exam's files are still there.")
  private @Nullable String input;

  @Override
  int answer(Folder folder) throws IOException {
    Folder exams = input == null ? null : new Folder(input);
    Forgotten forgotten = new ExamRemoval(folder, exam, exams, dryRun).forget();
    forgotten.remarks().forEach(this::warn);
    print(forgotten, out -> print(forgotten, out));
    return ExitCode.WELL;
  }

  private static void print(Forgotten forgotten, PrintWriter out) {
    boolean dry = forgotten.dryRun();
    String deleted = dry ? "would delete" : "deleted";
    forgotten
        .runs()
        .forEach(
            run ->
                out.println((dry ? "would publish" : "published") + " run " + run + " without it"));
    forgotten.deletedRuns().forEach(run -> out.println(deleted + " run " + run + ", which died"));
    forgotten.pages().forEach(page -> out.println(deleted + " " + page));
    out.printf("%s %d artifacts, %s%n", deleted, forgotten.artifacts(), size(forgotten.bytes()));
    for (Forgotten.Shared shared : forgotten.shared()) {
      out.println("shared, stays: " + shared.folder() + " of " + String.join(", ", shared.exams()));
    }
    if (!forgotten.sameImages().isEmpty()) {
      out.println("images of the same bytes are in: " + String.join(", ", forgotten.sameImages()));
    }
  }
}
