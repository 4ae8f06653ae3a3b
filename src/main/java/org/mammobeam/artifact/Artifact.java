package org.mammobeam.artifact;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a stage made of an exam: a reference to files in the store, a few hundred bytes.
 *
 * @param stage that made it
 * @param key fingerprint of all that could change it: stage, version, settings, models and contents
 * @param attempt which of the computations under this key; names the folder
 * @param parts by name; later stages depend on the contents of parts, not on the whole
 * @param values small results as text, such as probabilities, so that nobody opens files for them
 */
public record Artifact(
    String stage,
    Fingerprint key,
    String attempt,
    SortedMap<String, ArtifactPart> parts,
    SortedMap<String, String> values)
    implements Serializable {
  public Artifact {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** A part that the stage is known to write. */
  public ArtifactPart part(String name) {
    ArtifactPart part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException(stage + " has no part '" + name + "'");
    }
    return part;
  }

  /** A result that the stage is known to give. */
  public String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(stage + " has no value '" + name + "'");
    }
    return value;
  }

  /** The artifact's folder, relative to the output's, with {@code /}. */
  public String folder() {
    return folder(stage, key) + "/" + attempt;
  }

  /** Path of one of its files, likewise. */
  public String file(String name) {
    return folder() + "/" + name;
  }

  /** The folder of all attempts under a key. */
  public static String folder(String stage, Fingerprint key) {
    return "artifacts/" + stage + "/" + key.hex();
  }
}
