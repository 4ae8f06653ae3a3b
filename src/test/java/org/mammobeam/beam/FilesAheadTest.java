package org.mammobeam.beam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mammobeam.gcs.Call.Kind;
import org.mammobeam.gcs.Fault;
import org.mammobeam.gcs.GcsStub;

/** Files that are fetched before they are opened. */
final class FilesAheadTest {
  private static final Folder FOLDER = new Folder("gs://hospital/exams");

  private GcsStub gcs;

  @BeforeEach
  void start() throws IOException {
    gcs = GcsStub.start();
    FileSystems.setDefaultPipelineOptions(
        PipelineOptionsFactory.fromArgs(gcs.options().toArray(String[]::new)).create());
    for (String name : List.of("a", "b", "c")) {
      gcs.objects().put("hospital", "exams/" + name, name.getBytes(UTF_8));
    }
  }

  @AfterEach
  void stop() {
    gcs.close();
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  private static String read(FilesAhead ahead, String path) throws IOException {
    try (InputStream in = ahead.open(path)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void everyFileIsFetchedOnceAndAnyOtherWhenItIsOpened() throws IOException {
    try (FilesAhead ahead = FilesAhead.of(FOLDER, List.of("a", "b", "a"))) {
      assertEquals("b", read(ahead, "b"));
      assertEquals("c", read(ahead, "c"));
      assertEquals("a", read(ahead, "a"));
      assertEquals(3, gcs.log().stream().filter(call -> call.kind() == Kind.MEDIA).count());
      assertEquals("a", read(ahead, "a"));
    }
  }

  @Test
  void whatIsMissingIsMissingWhereItIsOpenedAndNowhereElse() throws IOException {
    try (FilesAhead ahead = FilesAhead.of(FOLDER, List.of("missing", "a"))) {
      assertEquals("a", read(ahead, "a"));
      FileNotFoundException e =
          assertThrows(FileNotFoundException.class, () -> read(ahead, "missing"));
      assertTrue(String.valueOf(e.getMessage()).contains("missing"), e::toString);
    }
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void theEndWaitsForNothing() throws IOException {
    gcs.add(Fault.slow(60_000, Integer.MAX_VALUE, Kind.MEDIA));
    FilesAhead.of(FOLDER, List.of("a", "b", "c")).close();
  }
}
