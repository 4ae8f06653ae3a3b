package org.mammobeam.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: {@code mammobeam <command>}. */
@Command(
    name = "mammobeam",
    description =
        "Runs breast exams of four views through the network of Wu et al. (IEEE TMI 2019)."
            + " For research; not for clinical use.",
    mixinStandardHelpOptions = true,
    version = "mammobeam 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ImportModelsCommand.class, PhantomsCommand.class})
public final class Mammobeam {
  private Mammobeam() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Mammobeam()).execute(arguments));
  }
}
