package org.mammobeam.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.ExperimentalOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.mammobeam.codec.TemporaryFile;

/** What every job begins with. */
final class JobStart {
  /** As Beam says it. */
  private static final Pattern UNKNOWN_OPTION = Pattern.compile("missing a property named '(.+?)'");

  /** The in-process runner's checks for careless code cost time and find nothing new. */
  private static final List<String> LOCAL_RUNNER =
      List.of("--blockOnRun=false", "--enforceImmutability=false", "--enforceEncodability=false");

  private JobStart() {}

  /** Readies Beam's file systems, too. */
  static PipelineOptions beamOptions(List<String> arguments) throws UsageException {
    List<String> all = new ArrayList<>();
    if (arguments.stream().noneMatch(argument -> argument.startsWith("--runner"))) {
      all.addAll(LOCAL_RUNNER);
    }
    all.addAll(arguments);
    try {
      PipelineOptions options =
          PipelineOptionsFactory.fromArgs(all.toArray(String[]::new)).withValidation().create();
      if (arguments.stream().noneMatch(argument -> argument.startsWith("--jobName"))) {
        options.setJobName("mammobeam");
      }
      if (options.getRunner().getSimpleName().equals("DataflowRunner")) {
        // Without it hints and custom images are dropped, silently.
        ExperimentalOptions.addExperiment(options.as(ExperimentalOptions.class), "use_runner_v2");
      }
      FileSystems.setDefaultPipelineOptions(options);
      return options;
    } catch (IllegalArgumentException e) {
      Matcher unknown = UNKNOWN_OPTION.matcher(String.valueOf(e.getMessage()));
      String what =
          unknown.find()
              ? "there is no option --" + unknown.group(1)
              : String.valueOf(e.getMessage());
      throw new UsageException(what + " (mammobeam run --help lists the options)", e);
    }
  }

  /** Whether the job runs in this process. */
  static boolean isLocal(PipelineOptions beam) {
    return beam.getRunner().getSimpleName().equals("DirectRunner");
  }

  /** Refuses a machine without room for temporary files. */
  static void checkTemporary() throws UsageException {
    try {
      TemporaryFile.check();
    } catch (IOException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The launcher of a Flex Template starts the job by itself when this program has ended. */
  static boolean isTemplate(List<String> beamArguments) {
    return beamArguments.stream().anyMatch(option -> option.startsWith("--templateLocation="));
  }
}
