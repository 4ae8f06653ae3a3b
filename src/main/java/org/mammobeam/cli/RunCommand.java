package org.mammobeam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code mammobeam run}: screens exams. */
@Command(
    name = "run",
    header = "Screens exams.",
    description =
        "Crops, finds centres, makes heatmaps, classifies, paints and writes a report. What an"
            + " earlier run into the same output has made is used again.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "All other options go to Apache Beam, such as --targetParallelism=8.",
      "",
      "Examples:",
      "  mammobeam run --input=exams --models=models/demo --output=out",
      "  mammobeam run --input=images --exam-list=list.pkl --models=models/nyu --output=out",
      "  mammobeam run --input=exams --output=out --stages=crop,centers",
      "  mammobeam run --streaming --input=inbox --models=models/current --output=out",
      "",
      "Exit codes: 0 all well, 3 some exams failed, 2 wrong usage, 1 the job failed."
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ScreeningArguments arguments = new ScreeningArguments();

  @Mixin private StreamingArguments streaming = new StreamingArguments();

  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (streaming.streaming) {
      return new StreamingJob(out, err).run(arguments, streaming, beamArguments);
    }
    StreamingArguments.refuseWithout(spec.commandLine());
    return new ScreeningJob(out, err).run(arguments, beamArguments);
  }
}
