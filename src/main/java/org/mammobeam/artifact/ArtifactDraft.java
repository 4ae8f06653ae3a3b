package org.mammobeam.artifact;

import java.io.IOException;
import java.io.OutputStream;

/** An artifact in the making. It does not exist before {@link #commit}. */
public interface ArtifactDraft {
  /**
   * Starts a file; the caller closes it.
   *
   * @param part that the file belongs to; whoever reads the file has to declare it
   * @param file name in the artifact's folder
   */
  OutputStream create(String part, String file) throws IOException;

  /** Sets the fingerprint of a part's decoded values. */
  void content(String part, Fingerprint content);

  /** Sets a small result. */
  void value(String name, String value);

  /** Notes how the artifact came about; changes neither key nor content. */
  void origin(String name, String value);

  /** Writes the manifest, after which the artifact exists. */
  Artifact commit() throws IOException;

  /** Gives up: removes what was written as far as it can, and never fails. */
  void discard();
}
