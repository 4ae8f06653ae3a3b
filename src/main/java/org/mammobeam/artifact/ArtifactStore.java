package org.mammobeam.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Artifacts by key. Nothing in it is ever changed or overwritten, so that many workers and many
 * runs may use it at once without locks.
 */
public interface ArtifactStore {
  /**
   * What there is under a key: of several attempts the one with the smallest name. An attempt
   * without a sound manifest is none.
   */
  Optional<Manifest> find(String stage, Fingerprint key) throws IOException;

  /** What describes an artifact; nothing if it is no longer there. */
  Optional<Manifest> manifest(Artifact artifact) throws IOException;

  /** Opens a file of an artifact. */
  InputStream open(Artifact artifact, String file) throws IOException;

  /** Starts a new attempt under a key. */
  ArtifactDraft draft(String stage, Fingerprint key) throws IOException;
}
