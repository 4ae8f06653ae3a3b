package org.mammobeam.beam;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.artifact.ArtifactStore;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Manifest;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.codec.SealedJson;
import org.mammobeam.stage.SourceFiles;

/**
 * Artifacts in folders {@code artifacts/<stage>/<key>/<attempt>} of an output folder.
 *
 * @param output the output folder
 * @param files opens files below it
 */
public record FileArtifactStore(Folder output, SourceFiles files) implements ArtifactStore {
  /** Opens files as they are asked for. */
  public FileArtifactStore(Folder output) {
    this(output, output::open);
  }

  @Override
  public Optional<Manifest> find(String stage, Fingerprint key) throws IOException {
    String folder = Artifact.folder(stage, key);
    List<String> manifests =
        output.list(folder + "/*/" + Manifest.FILE).stream()
            .map(file -> output.relative(file.resourceId()))
            .sorted()
            .toList();
    for (String file : manifests) {
      Optional<Manifest> manifest = read(file);
      if (manifest.isPresent()) {
        return manifest;
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Manifest> manifest(Artifact artifact) throws IOException {
    return read(artifact.file(Manifest.FILE));
  }

  private Optional<Manifest> read(String file) throws IOException {
    try {
      return Optional.of(SealedJson.open(output.read(file), Manifest.class))
          .filter(manifest -> file.startsWith(manifest.artifact().folder() + "/"));
    } catch (MalformedDataException | FileNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public InputStream open(Artifact artifact, String file) throws IOException {
    return files.open(artifact.file(file));
  }

  @Override
  public ArtifactDraft draft(String stage, Fingerprint key) {
    String attempt = UUID.randomUUID().toString().substring(0, 13);
    return new FileArtifactDraft(output, stage, key, attempt);
  }
}
