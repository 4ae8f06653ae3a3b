package org.mammobeam.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The program: {@code mammobeam <command>}. */
@Command(
    name = "mammobeam",
    description =
        "Runs breast exams of four views through the network of Wu et al. (IEEE TMI 2019)."
            + " For research; not for clinical use.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    version = "mammobeam 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      StopCommand.class,
      ImportModelsCommand.class,
      PlanCommand.class,
      RunsCommand.class,
      ResultsCommand.class,
      RevertCommand.class,
      ExplainCommand.class,
      LineageCommand.class,
      DiffCommand.class,
      GcCommand.class,
      ForgetCommand.class,
      ExportCommand.class,
      DoctorCommand.class,
      PhantomsCommand.class,
      BenchModelsCommand.class
    })
public final class Mammobeam {
  private static final int HELP_WIDTH = 100;

  private Mammobeam() {}

  public static void main(String[] arguments) throws IOException {
    quietLibraries();
    // Results and JSON are UTF-8 wherever they go, whatever the terminal's language.
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    System.exit(commandLine().setOut(out).execute(arguments));
  }

  /** The commands; unknown options and values are answered with exit code 2. */
  static CommandLine commandLine() {
    CommandLine program =
        new CommandLine(new Mammobeam())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpWidth(HELP_WIDTH);
    program.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          if (e instanceof IOException trouble) {
            command.getErr().println("mammobeam: " + reason(trouble));
            return ExitCode.JOB_FAILED;
          }
          throw e;
        });
    for (CommandLine command : program.getSubcommands().values()) {
      command.getCommandSpec().usageMessage().descriptionHeading("%n").optionListHeading("%n");
    }
    return program;
  }

  /** Java names some kinds of trouble with files by the type alone. */
  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException) {
      return e.getMessage() + " is there already, and not what it has to be";
    }
    return e instanceof NoSuchFileException
        ? e.getMessage() + " does not exist"
        : String.valueOf(e.getMessage());
  }

  /** On a terminal, warnings in one line each; workers on clusters have their own settings. */
  private static void quietLibraries() throws IOException {
    try (InputStream settings = Mammobeam.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(settings);
    }
  }
}
