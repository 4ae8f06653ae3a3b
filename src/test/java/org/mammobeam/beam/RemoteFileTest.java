package org.mammobeam.beam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mammobeam.gcs.Call.Kind;
import org.mammobeam.gcs.Fault;
import org.mammobeam.gcs.GcsStub;

/** Files come and go whole, whatever happens between this machine and the other. */
final class RemoteFileTest {
  private static final Folder FOLDER = new Folder("gs://hospital/out");

  private GcsStub gcs;

  @BeforeEach
  void start() throws IOException {
    gcs = GcsStub.start();
    FileSystems.setDefaultPipelineOptions(
        PipelineOptionsFactory.fromArgs(gcs.options().toArray(String[]::new)).create());
  }

  @AfterEach
  void stop() {
    gcs.close();
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  private byte[] kept(String name) {
    return gcs.objects().find("hospital", "out/" + name).orElseThrow().content();
  }

  private long count(Kind kind) {
    return gcs.log().stream().filter(call -> call.kind() == kind).count();
  }

  @Test
  void aPartIsNotTakenForTheFile() throws IOException {
    byte[] whole = "a heatmap".getBytes(UTF_8);
    gcs.objects().put("hospital", "out/file", whole);
    gcs.add(Fault.half(2, Kind.MEDIA));
    assertArrayEquals(whole, FOLDER.read("file"));
  }

  @Test
  void whatComesShorterThanItsLengthIsFetchedAgain() throws IOException {
    byte[] whole = "a heatmap".getBytes(UTF_8);
    ObjectStore.reset(Map.of("file", whole), 0);
    ObjectStore.endInTheMiddle(2);
    assertArrayEquals(whole, ObjectStore.folder().read("file"));
  }

  @Test
  void anOlderFileOfTheSameLengthIsNotTakenForTheOneSent() {
    gcs.objects().put("hospital", "out/file", "old".getBytes(UTF_8));
    gcs.add(Fault.status(403, Integer.MAX_VALUE, Kind.BEGIN_UPLOAD));
    IOException e =
        assertThrows(IOException.class, () -> FOLDER.write("file", "new".getBytes(UTF_8)));
    assertTrue(String.valueOf(e.getMessage()).contains("403"), e::toString);
    assertEquals("old", new String(kept("file"), UTF_8));
  }

  @Test
  void whatHappenedUnseenIsNotSentAgain() throws IOException {
    gcs.add(Fault.happensUnseen(412, 1, Kind.UPLOAD));
    FOLDER.write("file", "new".getBytes(UTF_8));
    assertEquals("new", new String(kept("file"), UTF_8));
    assertEquals(1, count(Kind.UPLOAD));
  }

  @Test
  void anUploadInPartsThatIsCutInTheMiddleIsFinished() throws IOException {
    byte[] whole = new byte[20 << 20];
    new Random(7).nextBytes(whole);
    AtomicInteger parts = new AtomicInteger();
    Fault cut = Fault.cut(1, Kind.UPLOAD);
    gcs.add(
        (call, exchange, rest) ->
            call.kind() == Kind.UPLOAD
                && parts.incrementAndGet() == 2
                && cut.answers(call, exchange, rest));
    FOLDER.write("file", new ByteArrayInputStream(whole));
    assertTrue(cut.struck());
    assertArrayEquals(whole, kept("file"));
  }

  @Test
  void whatIsMissingIsAskedForOnce() {
    assertThrows(IOException.class, () -> FOLDER.read("file"));
    assertEquals(List.of(Kind.METADATA), gcs.log().stream().map(call -> call.kind()).toList());
  }
}
