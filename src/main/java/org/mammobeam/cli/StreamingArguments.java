package org.mammobeam.cli;

import java.time.Duration;
import java.util.List;
import org.mammobeam.runner.Placement;
import org.mammobeam.stream.StreamTiming;
import org.mammobeam.table.Reprocess;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of a run that goes on and screens exams as they arrive. */
final class StreamingArguments {
  private static final List<String> PACE =
      List.of("--poll", "--settle", "--exam-timeout", "--snapshot-every");

  @Option(
      names = "--streaming",
      description =
          "Go on: screen exams as their files arrive, and take up a new bundle at --models without"
              + " a restart. mammobeam stop ends it.")
  boolean streaming;

  @Option(
      names = "--poll",
      paramLabel = "TIME",
      description =
          "Streaming: how often input and bundle are looked at (default: ${DEFAULT-VALUE}).")
  String poll = "5s";

  @Option(
      names = "--settle",
      paramLabel = "TIME",
      description =
          "Streaming: an exam's folder has to be left alone so long before its files count as whole"
              + " (default: ${DEFAULT-VALUE}).")
  String settle = "10s";

  @Option(
      names = "--exam-timeout",
      paramLabel = "TIME",
      description =
          "Streaming: an exam that is still incomplete is a failure after this, until more of it"
              + " comes (default: ${DEFAULT-VALUE}).")
  String examTimeout = "30m";

  @Option(
      names = "--snapshot-every",
      paramLabel = "TIME",
      description =
          "Streaming: CSV files, report and table are written no more often than this (default:"
              + " ${DEFAULT-VALUE}).")
  String snapshots = "30s";

  /** How often the stream looks and how long it waits. */
  StreamTiming timing() throws UsageException {
    StreamTiming timing =
        new StreamTiming(
            time("--poll", poll),
            time("--settle", settle),
            time("--exam-timeout", examTimeout),
            time("--snapshot-every", snapshots));
    if (timing.examTimeout().compareTo(timing.settle()) < 0) {
      throw new UsageException(
          "--exam-timeout=%s is shorter than --settle=%s: every exam would fail before it is taken"
              .formatted(examTimeout, settle));
    }
    return timing;
  }

  /** Refuses the options of streams where none is started: else they would do nothing, silently. */
  static void refuseWithout(CommandLine command) {
    for (String option : PACE) {
      if (command.getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(command, option + " is for --streaming");
      }
    }
  }

  /** Refuses what only a run with an end can do. */
  void check(ScreeningArguments screening) throws UsageException {
    refuse(screening.examList != null, "--exam-list", "it watches exam folders");
    refuse(screening.rehash, "--rehash", "it reads whatever changes");
    refuse(!screening.exams.isEmpty(), "--exams", "it works on all that arrive");
    if (screening.models == null) {
      throw new UsageException("--streaming needs --models, the bundle that it watches");
    }
    Reprocess policy = Reprocess.parse(screening.reprocess);
    refuse(
        policy != Reprocess.CHANGED && policy != Reprocess.NEW_ONLY,
        "--reprocess=" + policy,
        "it is for runs that end; a stream does changed or new-only");
  }

  private static void refuse(boolean refused, String option, String why) throws UsageException {
    if (refused) {
      throw new UsageException("--streaming cannot go with " + option + ": " + why);
    }
  }

  private static Duration time(String option, String text) throws UsageException {
    try {
      Duration time = Placement.duration(text);
      if (time.isNegative() || time.isZero()) {
        throw new UsageException(option + " must be longer than nothing");
      }
      return time;
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + e.getMessage(), e);
    }
  }
}
