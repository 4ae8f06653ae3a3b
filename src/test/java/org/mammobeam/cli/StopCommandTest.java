package org.mammobeam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunStart;
import org.mammobeam.codec.SealedJson;
import org.mammobeam.stream.StreamStart;
import org.mammobeam.stream.StreamStatus;
import org.mammobeam.stream.Told;

@Timeout(60)
final class StopCommandTest {
  private static final String ID = "000001-00c0ffee";

  @TempDir Path folder;

  private final Program program = new Program();

  private static StreamStatus status(String id, String state, long published) {
    StreamStart start = new StreamStart(id, System.currentTimeMillis(), "mammobeam 0.1.0");
    StreamStatus begin = StreamStatus.begin(start);
    return new StreamStatus(
        start,
        state,
        begin.millis(),
        published,
        0,
        0,
        0,
        state.equals(StreamStatus.DRAINED) ? 0 : 5,
        0,
        begin.latency(),
        begin.lastHour(),
        begin.edition(),
        begin.refusal(),
        new Told("000002-00000001", 1),
        List.of(),
        List.of());
  }

  private void write(StreamStatus status) {
    try {
      status.write(new Folder(folder.toString()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A stream that goes on so when it is asked to stop. */
  private CompletableFuture<Void> stream(Function<String, StreamStatus> answer) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            while (!Files.exists(folder.resolve("status/STOP"))) {
              Thread.sleep(20);
            }
            write(status(ID, StreamStatus.DRAINING, 6));
            Thread.sleep(700);
            write(answer.apply(ID));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private int stop(String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "stop";
    arguments[1] = "--output=" + folder;
    System.arraycopy(more, 0, arguments, 2, more.length);
    return program.run(arguments);
  }

  @Test
  void waitsForTheDrainedStreamAndTellsWhatItPublished() throws Exception {
    write(status(ID, StreamStatus.RUNNING, 3));
    CompletableFuture<Void> stream = stream(id -> status(id, StreamStatus.DRAINED, 8));
    assertEquals(0, stop());
    stream.get(10, TimeUnit.SECONDS);
    assertTrue(program.out().contains("drained: published 8, in work 0"), program.out());
    assertTrue(program.out().contains("000002-00000001"), program.out());
    assertTrue(Files.readString(folder.resolve("status/STOP")).contains(ID));
    assertEquals("", program.err());
  }

  @Test
  void answersAsJson() throws Exception {
    write(status(ID, StreamStatus.RUNNING, 3));
    CompletableFuture<Void> stream = stream(id -> status(id, StreamStatus.DRAINED, 9));
    assertEquals(0, stop("--json"));
    stream.get(10, TimeUnit.SECONDS);
    assertEquals(9, program.json().get("published").asInt());
    assertEquals("drained", program.json().get("state").asText());
  }

  @Test
  void aStreamThatTakesTooLongStaysAskedToStop() {
    write(status(ID, StreamStatus.RUNNING, 3));
    assertEquals(1, stop("--wait=1s"));
    assertTrue(program.err().contains("not drained after 1s"), program.err());
    assertTrue(program.err().contains("in work 5"), program.err());
    assertTrue(Files.exists(folder.resolve("status/STOP")));
  }

  @Test
  void refusesWhereNothingCanBeStopped() {
    assertEquals(2, stop());
    assertTrue(program.err().contains("no stream writes to " + folder), program.err());
    write(status(ID, StreamStatus.DRAINED, 3));
    assertEquals(2, stop());
    assertTrue(program.err().contains("stopped already"), program.err());
    assertEquals(2, stop("--wait=soon"));
    assertEquals(2, stop("--wait=-1s"));
    assertTrue(program.err().contains("--wait must not be negative"), program.err());
    assertFalse(Files.exists(folder.resolve("status/STOP")));
  }

  /** A stream that a process of this machine is said to run. */
  private void startedBy(long process) throws IOException {
    Folder output = new Folder(folder.toString());
    RunFolder run = RunFolder.start(output, "", true);
    RunStart here = run.started().orElseThrow();
    RunStart start = new RunStart(here.startedMillis(), here.host(), process, "", true);
    output.write("runs/" + run.id() + "/START", SealedJson.seal(start));
    write(status(run.id(), StreamStatus.RUNNING, 3));
  }

  @Test
  void saysSoIfTheProcessHasEnded() throws IOException {
    long free = ProcessHandle.current().pid();
    while (ProcessHandle.of(free).isPresent()) {
      free += 7;
    }
    startedBy(free);
    assertEquals(2, stop());
    assertTrue(program.err().contains("its process has ended"), program.err());
    assertFalse(Files.exists(folder.resolve("status/STOP")));
  }

  @Test
  void saysSoIfTheProcessEndsInsteadOfDraining() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      startedBy(process.pid());
      CompletableFuture<Void> end =
          CompletableFuture.runAsync(
              () -> {
                while (!Files.exists(folder.resolve("status/STOP"))) {
                  Thread.onSpinWait();
                }
                process.destroyForcibly();
              });
      assertEquals(1, stop("--wait=40s"));
      end.get(10, TimeUnit.SECONDS);
      assertTrue(program.err().contains("has ended before it was drained"), program.err());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void anotherStreamThatWasStartedMeanwhileIsNotTheOne() throws Exception {
    write(status(ID, StreamStatus.RUNNING, 3));
    CompletableFuture<Void> stream = stream(id -> status("000005-0badf00d", "running", 0));
    assertEquals(1, stop());
    stream.get(10, TimeUnit.SECONDS);
    assertTrue(program.err().contains("started again meanwhile"), program.err());
  }
}
