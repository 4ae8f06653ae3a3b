package org.mammobeam.beam;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.artifact.ArtifactPart;
import org.mammobeam.artifact.ArtifactStore;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Manifest;

/**
 * Artifacts in this process; stores of one name are one, also after they were serialised.
 *
 * @param name of the store
 */
public record InMemoryStore(String name) implements ArtifactStore, Serializable {
  private static final Map<String, Manifest> ARTIFACTS = new ConcurrentHashMap<>();
  private static final Map<String, byte[]> FILES = new ConcurrentHashMap<>();

  @Override
  public Optional<Manifest> find(String stage, Fingerprint key) {
    return Optional.ofNullable(ARTIFACTS.get(name + stage + key));
  }

  @Override
  public Optional<Manifest> manifest(Artifact artifact) {
    return find(artifact.stage(), artifact.key()).filter(m -> m.artifact().equals(artifact));
  }

  @Override
  public InputStream open(Artifact artifact, String file) throws IOException {
    byte[] bytes = FILES.get(name + artifact.folder() + file);
    if (bytes == null) {
      throw new IOException("no file " + file);
    }
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public ArtifactDraft draft(String stage, Fingerprint key) {
    return new Draft(stage, key);
  }

  /** How many artifacts there are. */
  public long size() {
    return ARTIFACTS.keySet().stream().filter(key -> key.startsWith(name)).count();
  }

  private final class Draft implements ArtifactDraft {
    private final String stage;
    private final Fingerprint key;
    private final SortedMap<String, List<String>> files = new TreeMap<>();
    private final SortedMap<String, Fingerprint> contents = new TreeMap<>();
    private final SortedMap<String, String> values = new TreeMap<>();
    private final SortedMap<String, String> origin = new TreeMap<>();

    Draft(String stage, Fingerprint key) {
      this.stage = stage;
      this.key = key;
    }

    @Override
    public OutputStream create(String part, String file) {
      files.computeIfAbsent(part, unused -> new ArrayList<>()).add(file);
      return new ByteArrayOutputStream() {
        @Override
        public void close() {
          FILES.put(name + Artifact.folder(stage, key) + "/0" + file, toByteArray());
        }
      };
    }

    @Override
    public void content(String part, Fingerprint content) {
      contents.put(part, content);
    }

    @Override
    public void value(String valueName, String value) {
      values.put(valueName, value);
    }

    @Override
    public void origin(String originName, String value) {
      origin.put(originName, value);
    }

    @Override
    public Artifact commit() {
      SortedMap<String, ArtifactPart> parts = new TreeMap<>();
      contents.forEach(
          (part, content) ->
              parts.put(part, new ArtifactPart(content, files.getOrDefault(part, List.of()))));
      Artifact artifact = new Artifact(stage, key, "0", parts, values);
      ARTIFACTS.put(name + stage + key, new Manifest(artifact, List.of(), origin));
      return artifact;
    }

    @Override
    public void discard() {}
  }
}
