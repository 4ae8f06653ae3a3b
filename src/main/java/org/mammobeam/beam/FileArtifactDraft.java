package org.mammobeam.beam;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.artifact.ArtifactPart;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Manifest;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.artifact.StoredFile;
import org.mammobeam.codec.SealedJson;

/** An attempt in the making in its own folder; used by one thread. */
final class FileArtifactDraft implements ArtifactDraft {
  private final Folder output;
  private final String stage;
  private final Fingerprint key;
  private final String attempt;
  private final SortedMap<String, List<String>> partFiles = new TreeMap<>();
  private final SortedMap<String, Fingerprint> contents = new TreeMap<>();
  private final SortedMap<String, String> values = new TreeMap<>();
  private final SortedMap<String, String> origin = new TreeMap<>();
  private final List<StoredFile> files = new ArrayList<>();

  FileArtifactDraft(Folder output, String stage, Fingerprint key, String attempt) {
    this.output = output;
    this.stage = stage;
    this.key = key;
    this.attempt = attempt;
  }

  @Override
  public OutputStream create(String part, String file) throws IOException {
    partFiles.computeIfAbsent(part, unused -> new ArrayList<>()).add(file);
    return new Recorded(file, output.create(path(file)));
  }

  @Override
  public void content(String part, Fingerprint content) {
    contents.put(part, content);
  }

  @Override
  public void value(String name, String value) {
    values.put(name, value);
  }

  @Override
  public void origin(String name, String value) {
    origin.put(name, value);
  }

  @Override
  public Artifact commit() throws IOException {
    if (!contents.keySet().equals(partFiles.keySet())) {
      throw new IllegalStateException(
          stage + " wrote the parts " + partFiles.keySet() + " and described " + contents.keySet());
    }
    SortedMap<String, ArtifactPart> parts = new TreeMap<>();
    contents.forEach(
        (part, content) ->
            parts.put(part, new ArtifactPart(content, partFiles.getOrDefault(part, List.of()))));
    Artifact artifact = new Artifact(stage, key, attempt, parts, values);
    output.write(path(Manifest.FILE), SealedJson.seal(new Manifest(artifact, files, origin)));
    return artifact;
  }

  @Override
  public void discard() {
    try {
      output.delete(partFiles.values().stream().flatMap(List::stream).map(this::path).toList());
    } catch (IOException e) {
      // Files without a manifest are nothing to anybody; gc removes them.
    }
  }

  private String path(String file) {
    return Artifact.folder(stage, key) + "/" + attempt + "/" + file;
  }

  /** Notes length and digest of what passes. */
  private final class Recorded extends FilterOutputStream {
    private final String name;
    private final MessageDigest digest = Sha256.start();
    private long bytes;
    private boolean closed;

    Recorded(String name, OutputStream out) {
      super(out);
      this.name = name;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length);
      digest.update(buffer, offset, length);
      bytes += length;
    }

    @Override
    public void close() throws IOException {
      super.close();
      if (!closed) {
        closed = true;
        files.add(new StoredFile(name, bytes, Sha256.finish(digest)));
      }
    }
  }
}
