package org.mammobeam.beam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mammobeam.gcs.Call;
import org.mammobeam.gcs.GcsStub;

/** The connector by which Spark and Flink themselves reach gs://, through Hadoop's interface. */
final class GcsConnectorTest {
  private GcsStub gcs;
  private FileSystem files;

  @BeforeEach
  void start() throws IOException {
    gcs = GcsStub.start();
    Configuration configuration = new Configuration();
    configuration.set("fs.gs.impl", "com.google.cloud.hadoop.fs.gcs.GoogleHadoopFileSystem");
    configuration.set("fs.gs.storage.root.url", gcs.root());
    configuration.set("fs.gs.auth.service.account.enable", "false");
    configuration.set("fs.gs.auth.null.enable", "true");
    configuration.set("fs.gs.project.id", "hospital");
    files = FileSystem.newInstance(URI.create("gs://hospital"), configuration);
  }

  @AfterEach
  void stop() throws IOException {
    files.close();
    gcs.close();
  }

  @Test
  void itReadsWhatBeamWritesAndTheOtherWayRound() throws IOException {
    byte[] image = new byte[1_500_000];
    new Random(1).nextBytes(image);
    gcs.objects().put("hospital", "exams/a/L_CC.png", image);
    gcs.objects().put("hospital", "exams/b/L_CC.png", "small".getBytes(UTF_8));

    List<String> names =
        Arrays.stream(files.listStatus(new Path("gs://hospital/exams")))
            .map(status -> status.getPath().getName())
            .sorted()
            .toList();
    assertEquals(List.of("a", "b"), names);
    Path path = new Path("gs://hospital/exams/a/L_CC.png");
    assertEquals(image.length, files.getFileStatus(path).getLen());
    try (FSDataInputStream in = files.open(path)) {
      assertArrayEquals(image, in.readAllBytes());
      in.seek(1_000_000);
      assertArrayEquals(Arrays.copyOfRange(image, 1_000_000, 1_000_100), in.readNBytes(100));
    }
    Path checkpoint = new Path("gs://hospital/checkpoints/chk-1/state");
    try (FSDataOutputStream out = files.create(checkpoint)) {
      out.write(image);
    }
    Path renamed = new Path("gs://hospital/checkpoints/chk-1/_metadata");
    assertTrue(files.rename(checkpoint, renamed));
    assertFalse(files.exists(checkpoint));
    assertArrayEquals(
        image,
        gcs.objects().find("hospital", "checkpoints/chk-1/_metadata").orElseThrow().content());
    files.delete(new Path("gs://hospital/checkpoints"), true);
    assertEquals(List.of(), gcs.objects().names("hospital", "checkpoints/"));
    assertTrue(gcs.log().stream().anyMatch(call -> call.kind() == Call.Kind.COPY));
  }
}
