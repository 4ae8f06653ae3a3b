package org.mammobeam.beam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Manifest;
import org.mammobeam.artifact.Sha256;

final class FileArtifactStoreTest {
  private static final Fingerprint KEY = Sha256.of(new byte[] {1});
  private static final Fingerprint CONTENT = Sha256.of(new byte[] {2});

  @TempDir Path folder;
  private FileArtifactStore store = new FileArtifactStore(new Folder("unset"));

  @BeforeEach
  void openStore() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    store = new FileArtifactStore(new Folder(folder.toString()));
  }

  private ArtifactDraft draft(String text) throws IOException {
    ArtifactDraft draft = store.draft("crop", KEY);
    try (OutputStream out = draft.create("pixels", "L-CC-0.png")) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    draft.content("pixels", CONTENT);
    draft.value("score", "0.5");
    return draft;
  }

  private Optional<Artifact> find(String stage) throws IOException {
    return store.find(stage, KEY).map(Manifest::artifact);
  }

  private Path path(Artifact artifact, String file) {
    return folder.resolve(artifact.folder()).resolve(file);
  }

  @Test
  void findsWhatWasCommitted() throws IOException {
    assertEquals(Optional.empty(), find("crop"));
    Artifact committed = draft("a").commit();
    assertEquals(Optional.of(committed), find("crop"));
    assertEquals(Optional.empty(), find("centers"));
    assertEquals(CONTENT, committed.part("pixels").content());
    assertEquals("0.5", committed.value("score"));
    try (InputStream in = store.open(committed, "L-CC-0.png")) {
      assertArrayEquals(new byte[] {'a'}, in.readAllBytes());
    }
  }

  @Test
  void whatHasNoManifestDoesNotExist() throws IOException {
    draft("a");
    assertEquals(Optional.empty(), find("crop"));
  }

  @Test
  void whatHasADamagedManifestDoesNotExist() throws IOException {
    Artifact artifact = draft("a").commit();
    Path manifest = path(artifact, "manifest.json");
    byte[] whole = Files.readAllBytes(manifest);
    for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
      Files.write(manifest, java.util.Arrays.copyOf(whole, length));
      assertEquals(Optional.empty(), find("crop"));
    }
  }

  @Test
  void aManifestFromElsewhereIsNotBelieved() throws IOException {
    Artifact artifact = draft("a").commit();
    Path planted = folder.resolve("artifacts/centers").resolve(KEY.hex()).resolve("0");
    Files.createDirectories(planted);
    Files.copy(path(artifact, "manifest.json"), planted.resolve("manifest.json"));
    assertEquals(Optional.empty(), find("centers"));
  }

  @Test
  void ofTwoAttemptsTheOneWithTheSmallerNameIsTaken() throws IOException {
    Artifact one = draft("a").commit();
    Artifact other = draft("b").commit();
    Artifact smaller = one.attempt().compareTo(other.attempt()) < 0 ? one : other;
    assertEquals(Optional.of(smaller), find("crop"));
    Files.write(path(smaller, "manifest.json"), new byte[0]);
    Artifact greater = smaller.equals(one) ? other : one;
    assertEquals(Optional.of(greater), find("crop"));
  }

  @Test
  void aDiscardedDraftLeavesNoFiles() throws IOException {
    draft("a").discard();
    try (Stream<Path> files = Files.walk(folder)) {
      assertTrue(files.noneMatch(Files::isRegularFile));
    }
  }

  @Test
  void aPartThatIsNotDescribedIsABug() throws IOException {
    ArtifactDraft draft = store.draft("crop", KEY);
    draft.create("pixels", "L-CC-0.png").close();
    assertThrows(IllegalStateException.class, draft::commit);
  }

  @Test
  void foldersWithCharactersOfPatternsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Folder("/data/exams[1]"));
  }
}
