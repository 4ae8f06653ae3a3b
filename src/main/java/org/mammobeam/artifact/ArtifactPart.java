package org.mammobeam.artifact;

import java.io.Serializable;
import java.util.List;

/**
 * A named part of an artifact.
 *
 * @param content fingerprint of its decoded values, which another encoding of them does not change
 * @param files names of its files in the artifact's folder
 */
public record ArtifactPart(Fingerprint content, List<String> files) implements Serializable {
  public ArtifactPart {
    files = List.copyOf(files);
  }
}
