package org.mammobeam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.joda.time.Duration;
import org.mammobeam.beam.Folder;
import org.mammobeam.stream.StreamStatus;

/**
 * Tells how a running stream is going, by its status: one line that changes on a terminal, else a
 * line now and then, and none while nothing changes.
 */
final class StreamProgress {
  private static final long LOOK_MILLIS = 1000;
  private static final Duration ONE_LOOK = Duration.millis(25);
  private static final Duration END = Duration.standardSeconds(10);
  private static final long TERMINAL_MILLIS = 5_000;
  private static final long LINE_MILLIS = 20_000;

  private final PrintWriter out;
  private final Folder output;
  private final String stream;
  private final boolean terminal = Boolean.getBoolean("mammobeam.terminal");
  private long nextLine = System.nanoTime();
  private String last = "";
  private String edition = "";
  private String refusal = "";

  /**
   * @param output the output folder
   * @param stream ID of its start; the status of another stream is passed over
   */
  StreamProgress(PrintWriter out, Folder output, String stream) {
    this.out = out;
    this.output = output;
    this.stream = stream;
  }

  /** Waits for the stream's end. A job that goes on after the stream is drained is cancelled. */
  State watch(PipelineResult result) {
    State state = look(result);
    while (state == null || !state.isTerminal()) {
      Optional<StreamStatus> status = status();
      status.ifPresent(this::show);
      state = status.filter(StreamStatus::isDrained).isPresent() ? end(result) : look(result);
    }
    status().ifPresent(this::showLast);
    return state;
  }

  /** The DirectRunner waits by looking forty times a second; once is enough. */
  private static State look(PipelineResult result) {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the stream goes on", e);
    }
    return result.waitUntilFinish(ONE_LOOK);
  }

  private static State end(PipelineResult result) {
    State state = result.waitUntilFinish(END);
    if (state != null && state.isTerminal()) {
      return state;
    }
    try {
      return result.cancel();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A status that cannot be read now is looked for again later. */
  private Optional<StreamStatus> status() {
    try {
      return StreamStatus.read(output).filter(status -> status.start().id().equals(stream));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void show(StreamStatus status) {
    tell(status);
    // What a drained stream has done is told when all of it has been counted.
    if (!status.isDrained() && System.nanoTime() - nextLine >= 0 && !line(status).equals(last)) {
      print(line(status));
      nextLine = System.nanoTime() + (terminal ? TERMINAL_MILLIS : LINE_MILLIS) * 1_000_000;
    }
  }

  /** What the stream screens by, when that changes. */
  private void tell(StreamStatus status) {
    if (!status.edition().text().equals(edition)) {
      edition = status.edition().text();
      message("screening by edition " + edition);
    }
    if (!status.refusal().text().equals(refusal)) {
      refusal = status.refusal().text();
      message(
          refusal.isEmpty()
              ? "no new bundle is refused any more"
              : "a new bundle is not used: " + refusal);
    }
  }

  private void message(String what) {
    out.print((terminal ? "\r\033[K" : "") + what + System.lineSeparator());
    out.flush();
  }

  private void showLast(StreamStatus status) {
    tell(status);
    if (terminal) {
      print(line(status) + System.lineSeparator());
    } else if (!line(status).equals(last)) {
      print(line(status));
    }
  }

  private static String line(StreamStatus status) {
    String state = status.state().equals(StreamStatus.RUNNING) ? "" : status.state() + ": ";
    return state + status.line();
  }

  private void print(String line) {
    last = line;
    out.print(terminal ? "\r\033[K" + line : line + System.lineSeparator());
    out.flush();
  }
}
