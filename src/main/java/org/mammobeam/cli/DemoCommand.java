package org.mammobeam.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunResults;
import org.mammobeam.codec.GrayPng;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.View;
import org.mammobeam.phantom.LesionLoad;
import org.mammobeam.phantom.PhantomExam;
import org.mammobeam.phantom.PhantomSize;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mammobeam demo}: sample exams, all stages, a report to look at. */
@Command(
    name = "demo",
    header = "Shows everything on synthetic exams: start here.",
    description =
        "Makes synthetic exams with and without lesions, screens them with the demonstration models"
            + " and says where the report is.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  mammobeam demo --output=demo"})
final class DemoCommand implements Callable<Integer> {
  private static final int EXAMS = 6;
  private static final long FIRST_SEED = 7001;

  @Spec private CommandSpec spec;

  @Option(
      names = "--output",
      defaultValue = "demo",
      paramLabel = "DIR",
      description = "Folder for exams and results (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Other models than the demonstration's.")
  private Path models = Installation.home().resolve("models/demo");

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path exams = output.resolve("exams");
    out.println("making " + EXAMS + " synthetic exams in " + exams);
    out.flush();
    List<String> ids = writeExams(exams);
    ScreeningArguments arguments = new ScreeningArguments();
    arguments.input = exams.toString();
    arguments.output = output.toString();
    arguments.models = models.toString();
    int code = new ScreeningJob(out, spec.commandLine().getErr()).run(arguments, List.of());
    if (code == ExitCode.WELL) {
      rank(ids, out);
    }
    return code;
  }

  private static List<String> writeExams(Path folder) throws IOException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < EXAMS; i++) {
      boolean lesions = i % 2 == 0;
      PhantomExam exam =
          PhantomExam.of(
              FIRST_SEED + i,
              PhantomSize.DEMO,
              HorizontalFlip.NO,
              lesions ? LesionLoad.TWO : LesionLoad.NONE);
      String id = (lesions ? "lesions-" : "healthy-") + (i / 2 + 1);
      ids.add(id);
      Files.createDirectories(folder.resolve(id));
      for (View view : View.values()) {
        write(exam, view, folder.resolve(id).resolve(view.name() + ".png"));
      }
    }
    return ids;
  }

  /** The same phantom every time: what is there is not written again. */
  private static void write(PhantomExam exam, View view, Path file) throws IOException {
    if (!Files.exists(file)) {
      Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
        GrayPng.write(exam.image(view), out);
      }
      Files.move(unfinished, file);
    }
  }

  private void rank(List<String> ids, PrintWriter out) throws IOException {
    RunFolder run = RunResults.newest(new Folder(output.toString())).orElseThrow();
    out.println("exams by what the network finds probable in the worse breast:");
    out.printf("  %-12s %9s %9s%n", "", "malignant", "benign");
    for (RunResults.Score score : RunResults.scores(run, ids)) {
      out.printf(
          Locale.ROOT, "  %-12s %9.4f %9.4f%n", score.exam(), score.malignant(), score.benign());
    }
    out.flush();
  }
}
