package org.mammobeam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.Savings;
import org.mammobeam.history.Change;
import org.mammobeam.history.ExamExplanation;
import org.mammobeam.history.NearestExams;
import org.mammobeam.history.SoundRun;
import org.mammobeam.history.SourceFile;
import org.mammobeam.history.StageTrace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mammobeam explain}: how an exam came to its results. */
@Command(
    name = "explain",
    header = "Explains where an exam's results come from.",
    description =
        "Explains an exam: every digest from the source files to the scores; per stage who made"
            + " what, when, where and with what; what differs from the run before, and so why each"
            + " stage was computed or reused.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  mammobeam explain exam-1 --output=out"})
final class ExplainCommand extends OutputCommand {
  @Parameters(paramLabel = "EXAM", description = "ID of the exam.")
  private String exam = "";

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "The run, by ID or number (default: the newest).")
  private String run = "";

  @Override
  int answer(Folder folder) throws IOException, UsageException {
    SoundRun of = SoundRun.open(run(folder, run));
    Optional<ExamExplanation> explanation = ExamExplanation.of(of, exam);
    if (explanation.isEmpty()) {
      throw new UsageException(NearestExams.unknown(of, exam));
    }
    print(explanation.get(), out -> print(explanation.get(), out));
    return ExitCode.WELL;
  }

  private static void print(ExamExplanation of, PrintWriter out) {
    out.printf("exam %s in run %s%n", of.exam(), of.run());
    if (!of.writtenBy().equals(of.run())) {
      out.printf("  %s; explain it with --run=%s%n", of.remark(), of.writtenBy());
    } else if (!of.remark().isEmpty()) {
      out.println("  " + of.remark());
    }
    out.printf("source files (state %s)%n", of.state());
    of.files().forEach(file -> print(file, out));
    if (!of.failure().isEmpty()) {
      out.println("cannot be screened: " + of.failure());
    }
    out.printf("models %s%n", of.bundle());
    of.models().forEach((role, digest) -> out.printf("  %-14s %s%n", role, digest));
    if (!of.changes().isEmpty()) {
      out.printf("what differs from run %s%n", of.base());
      of.changes().forEach(change -> print(change, out));
    }
    for (int i = 0; i < of.stages().size(); i++) {
      print(of.stages().get(i), of.why().get(i), out);
    }
  }

  /** A source file with its digest. */
  static void print(SourceFile file, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "  %s: %d bytes%s%s%s%n",
        file.path(),
        file.bytes(),
        file.modified().isEmpty() ? "" : " of " + file.modified(),
        file.revision().isEmpty() ? "" : ", revision " + file.revision(),
        file.images().isEmpty() ? "" : ", " + String.join(" ", file.images()));
    if (!file.sha256().isEmpty()) {
      out.println("    sha256 " + file.sha256());
    }
  }

  private static void print(Change change, PrintWriter out) {
    out.println("  " + change.what());
    out.println("    was " + (change.before().isEmpty() ? "not there" : change.before()));
    out.println("    is  " + (change.now().isEmpty() ? "not there" : change.now()));
  }

  private static void print(StageTrace stage, List<String> why, PrintWriter out) {
    String result = stage.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    out.printf("%s, version %d: %s%n", stage.stage(), stage.version(), result);
    why.forEach(reason -> out.println("  why       " + reason));
    print(stage, out);
  }

  /** Everything that is known of a stage's work. */
  static void print(StageTrace stage, PrintWriter out) {
    line("settings", stage.settings(), out);
    if (stage.outcome() == StageTrace.Result.FAILED
        || stage.outcome() == StageTrace.Result.REMEMBERED) {
      line("failure", stage.remark(), out);
    }
    stage
        .reads()
        .forEach(
            read ->
                out.printf(
                    "  reads     %s%s%s %s%n",
                    read.kind().name().toLowerCase(Locale.ROOT),
                    read.from().isEmpty() ? " " : " " + read.from() + " ",
                    read.name(),
                    read.content()));
    line("key", stage.key(), out);
    line("artifact", stage.artifact(), out);
    stage.contents().forEach((part, digest) -> line("makes", part + " " + digest, out));
    stage.values().forEach((name, value) -> line("value", name + " " + value, out));
    if (stage.there()) {
      out.printf("  made      %s%n", made(stage));
    } else if (!stage.artifact().isEmpty()) {
      line("missing", "the artifact is no longer in the store", out);
    }
  }

  private static String made(StageTrace stage) {
    return "%s by run %s with %s on %s%s, in %s of processor time"
        .formatted(
            stage.origin().getOrDefault("time", "at an unknown time"),
            stage.origin().getOrDefault("run", "unknown"),
            stage.origin().getOrDefault("program", "an unknown program"),
            stage.origin().getOrDefault("worker", "an unknown machine"),
            stage.origin().containsKey("runs-on")
                ? ", networks on " + stage.origin().get("runs-on")
                : "",
            Savings.time(Duration.ofMillis(stage.cpuMillis())));
  }

  private static void line(String name, String text, PrintWriter out) {
    if (!text.isEmpty()) {
      out.printf("  %-9s %s%n", name, text);
    }
  }
}
