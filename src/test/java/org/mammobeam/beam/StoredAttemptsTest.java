package org.mammobeam.beam;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredAttemptsTest {
  private static final List<String> STAGES = List.of("crop", "centers");

  @TempDir Path output;

  @BeforeEach
  void readyFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  private void file(String path, int bytes) throws IOException {
    Path file = output.resolve(path);
    Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
    Files.write(file, new byte[bytes]);
  }

  @Test
  void bothWaysFindTheSameAttemptsAndNothingElse() throws IOException {
    String one = "artifacts/crop/" + "0".repeat(64);
    String other = "artifacts/centers/" + "f".repeat(64);
    file(one + "/a/manifest.json", 10);
    file(one + "/a/L-CC-0.png", 5);
    file(one + "/b/L-CC-0.png", 7);
    file(other + "/c/manifest.json", 1);
    file("artifacts/crop/README/notes/a.txt", 1);
    file("artifacts/crop/" + "0".repeat(64) + "/loose.txt", 1);
    file("runs/000001-00000000/START", 1);

    Map<String, Long> expected =
        new TreeMap<>(Map.of(one + "/a", 15L, one + "/b", 7L, other + "/c", 1L));
    Folder folder = new Folder(output.toString());
    Map<String, Long> byFolder = new TreeMap<>();
    new StoredAttempts(folder)
        .forEach(STAGES, attempt -> byFolder.put(attempt.folder(), attempt.bytes()));
    assertEquals(expected, byFolder);
    Map<String, Long> byPrefix = new TreeMap<>();
    new StoredAttempts(folder)
        .forEachPrefix(STAGES, attempt -> byPrefix.put(attempt.folder(), attempt.bytes()));
    assertEquals(expected, byPrefix);
  }
}
