package org.mammobeam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.RunFolder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command about the runs of an output folder. Its answer is text, or JSON for programs. */
abstract class OutputCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Output folder of the runs, local or remote.")
  private String output;

  @Mixin private Answers answers = new Answers();

  @Unmatched private List<String> beamArguments = new ArrayList<>();

  /** Answers by {@link #print} and gives the exit code. */
  abstract int answer(Folder folder) throws IOException, UsageException;

  @Override
  public final Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      JobStart.beamOptions(beamArguments);
      Folder folder = ScreeningArguments.folder("--output", output);
      if (!folder.mayExist()) {
        throw new UsageException("the output folder " + output + " does not exist");
      }
      return answer(folder);
    } catch (UsageException | IllegalArgumentException e) {
      err.println("mammobeam: " + e.getMessage());
      err.flush();
      return ExitCode.WRONG_USAGE;
    } catch (IOException | UncheckedIOException e) {
      err.println("mammobeam: " + e.getMessage());
      err.flush();
      return ExitCode.JOB_FAILED;
    }
  }

  /**
   * Prints an answer.
   *
   * @param answer as JSON has it: a record or a list of records
   * @param text the same for people
   */
  void print(Object answer, Answers.ForPeople text) {
    answers.print(spec.commandLine().getOut(), answer, text);
  }

  /** Says what is no part of the answer. */
  void warn(String text) {
    spec.commandLine().getErr().println("mammobeam: " + text);
    spec.commandLine().getErr().flush();
  }

  /**
   * A published run.
   *
   * @param id the ID, or its number, or enough of its beginning to be the only one; empty for the
   *     newest
   */
  static RunFolder run(Folder folder, String id) throws IOException, UsageException {
    List<String> published = RunFolder.published(folder).toList();
    if (published.isEmpty()) {
      throw new UsageException("no run was published in " + folder.uri());
    }
    if (id.isEmpty()) {
      return new RunFolder(folder, published.get(published.size() - 1));
    }
    List<String> found = published.stream().filter(run -> isCalled(run, id)).toList();
    if (found.size() != 1) {
      throw new UsageException(
          (found.isEmpty() ? "no published run is" : "more than one run is")
              + " called '"
              + id
              + "': mammobeam runs lists them");
    }
    return new RunFolder(folder, found.get(0));
  }

  /** Whether a run's ID begins like this or has this number. */
  static boolean isCalled(String run, String name) {
    return run.startsWith(name) || run.replaceFirst("^0+", "").startsWith(name + "-");
  }

  /** As people read lengths of files. */
  static String size(long bytes) {
    return bytes < 1000
        ? bytes + " bytes"
        : bytes < 1_000_000
            ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
            : bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
