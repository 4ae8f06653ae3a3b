package org.mammobeam.stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.mammobeam.beam.Folder;
import org.mammobeam.codec.CanonicalJson;
import org.mammobeam.codec.MalformedDataException;

/**
 * How a stream is going, as {@code status/status.json} has it. Counts are of the stream's state: it
 * keeps them over checkpoints and savepoints, and begins anew when it is started from nothing.
 *
 * @param start of the stream
 * @param state {@link #RUNNING}, {@link #DRAINING} or {@link #DRAINED}
 * @param millis when this was written, in milliseconds since 1970
 * @param published exams that were published for the first time
 * @param replaced publications that took the place of an earlier one
 * @param same exams that were computed again and came out the same
 * @param failures exams whose newest publication is a failure
 * @param inWork exams that are queued or being worked on
 * @param waiting exams that are incomplete
 * @param latency of all publications
 * @param lastHour the same of the last 60 to 70 minutes
 * @param edition number and bundle that exams are screened by
 * @param refusal why a newer bundle is not used
 * @param snapshot ID of the newest run
 * @param waitingExams those that have waited longest, at most {@link #LISTED}
 * @param failedExams those that failed last, at most {@link #LISTED}
 */
public record StreamStatus(
    StreamStart start,
    String state,
    long millis,
    long published,
    long replaced,
    long same,
    long failures,
    long inWork,
    long waiting,
    Latency latency,
    Latency lastHour,
    Told edition,
    Told refusal,
    Told snapshot,
    List<ExamNote> waitingExams,
    List<ExamNote> failedExams)
    implements Serializable {
  /** Exams are taken as they arrive. */
  public static final String RUNNING = "running";

  /** The stream was asked to stop, and does what is left. */
  public static final String DRAINING = "draining";

  /** All is done and in the newest run. */
  public static final String DRAINED = "drained";

  /** Exams that are named at most, of either kind. */
  static final int LISTED = 100;

  private static final String FILE = StreamFolder.FOLDER + "status.json";
  private static final String PAGE = StreamFolder.FOLDER + "index.html";

  /** Of a stream that has just been started. */
  public static StreamStatus begin(StreamStart start) {
    Latency none = Latency.of(new TreeMap<>());
    return new StreamStatus(
        start,
        RUNNING,
        start.millis(),
        0,
        0,
        0,
        0,
        0,
        0,
        none,
        none,
        Told.NOTHING,
        Told.NOTHING,
        Told.NOTHING,
        List.of(),
        List.of());
  }

  /**
   * The status of the stream that writes, or last wrote, to an output folder; empty without one.
   *
   * @throws IOException also if it is not as this version of the program writes it
   */
  public static Optional<StreamStatus> read(Folder output) throws IOException {
    try {
      return Optional.of(CanonicalJson.read(output.read(FILE), StreamStatus.class));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (MalformedDataException e) {
      throw new IOException(output.uri() + "/" + FILE + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Writes the page, and then the file, so that the page is there when the file says so. */
  public void write(Folder output) throws IOException {
    output.write(PAGE, new StatusPage(this).html().getBytes(StandardCharsets.UTF_8));
    output.write(FILE, CanonicalJson.bytes(this));
  }

  /** Whether the stream was stopped and all is done. */
  @JsonIgnore
  public boolean isDrained() {
    return state.equals(DRAINED);
  }

  /** In one line, such as {@code published 12 (1 failed), in work 3, waiting 2, p50 8 s}. */
  public String line() {
    StringBuilder line = new StringBuilder("published ").append(published + replaced);
    if (failures > 0) {
      line.append(" (").append(failures).append(" failed)");
    }
    line.append(", in work ").append(inWork).append(", waiting ").append(waiting);
    if (latency.exams() > 0) {
      line.append(", p50 ").append(StatusText.duration(latency.p50Millis()));
      line.append(", p95 ").append(StatusText.duration(latency.p95Millis()));
    }
    return line.toString();
  }
}
