package org.mammobeam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunStart;
import org.mammobeam.runner.Placement;
import org.mammobeam.stream.StopRequest;
import org.mammobeam.stream.StreamStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mammobeam stop}: drains a stream. */
@Command(
    name = "stop",
    header = "Stops a stream when it has done what it has begun.",
    description =
        "Stops the stream that writes to an output folder: it takes no more exams, finishes those"
            + " in work, makes a last snapshot and ends. This command waits for it. A stream that"
            + " is started again goes on from there.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  mammobeam stop --output=out"})
final class StopCommand extends OutputCommand {
  private static final long LOOK_MILLIS = 500;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      description =
          "How long to wait for the stream's end (default: ${DEFAULT-VALUE}); what was asked for"
              + " stays asked for.")
  private String wait = "10m";

  @Override
  int answer(Folder folder) throws IOException, UsageException {
    Duration patience = Placement.duration(wait);
    if (patience.isNegative()) {
      throw new UsageException("--wait must not be negative");
    }
    StreamStatus status = running(folder);
    new StopRequest(status.start().id(), System.currentTimeMillis()).write(folder);
    long end = System.nanoTime() + patience.toNanos();
    while (!status.isDrained()) {
      if (System.nanoTime() - end >= 0) {
        throw new IOException(
            "the stream is not drained after %s (%s); it has been asked to stop and goes on doing so"
                .formatted(wait, status.line()));
      }
      pause();
      status = next(folder, status);
    }
    StreamStatus drained = status;
    print(drained, out -> tell(folder, drained, out));
    if (start(folder, drained).filter(start -> !start.inProcess()).isPresent()) {
      warn("if its job is still on the cluster, cancel it there (on Flink: flink cancel JOB)");
    }
    return ExitCode.WELL;
  }

  private static StreamStatus running(Folder folder) throws IOException, UsageException {
    Optional<StreamStatus> status = StreamStatus.read(folder);
    if (status.isEmpty()) {
      throw new UsageException(
          "no stream writes to " + folder.uri() + ": mammobeam run --streaming starts one");
    }
    if (status.get().isDrained()) {
      throw new UsageException("the stream of " + folder.uri() + " has been stopped already");
    }
    if (hasEnded(folder, status.get())) {
      throw new UsageException(
          "the stream of "
              + folder.uri()
              + " does not run: its process has ended. Started again, it goes on from there");
    }
    return status.get();
  }

  private static StreamStatus next(Folder folder, StreamStatus before) throws IOException {
    // Asked first: a process that ends has written its last status.
    boolean ended = hasEnded(folder, before);
    StreamStatus status = StreamStatus.read(folder).orElse(before);
    if (!status.start().id().equals(before.start().id())) {
      throw new IOException("the stream was started again meanwhile, and is not stopped");
    }
    if (!status.isDrained() && ended) {
      throw new IOException(
          "the stream's process has ended before it was drained (%s); started again, it goes on"
                  .formatted(status.line())
              + " from there");
    }
    return status;
  }

  private static boolean hasEnded(Folder folder, StreamStatus status) throws IOException {
    return start(folder, status).map(RunStart::hasEnded).orElse(false);
  }

  private static Optional<RunStart> start(Folder folder, StreamStatus status) throws IOException {
    return new RunFolder(folder, status.start().id()).started();
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the stream drains", e);
    }
  }

  private static void tell(Folder folder, StreamStatus drained, PrintWriter out) {
    out.println("drained: " + drained.line());
    if (!drained.snapshot().text().isEmpty()) {
      out.println("run:     " + drained.snapshot().text());
    }
    out.println("report:  " + folder.uri() + "/report/index.html");
    out.println("results: " + folder.uri() + "/predictions");
  }
}
