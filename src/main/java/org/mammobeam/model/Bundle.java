package org.mammobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder of networks that belong together, as its {@code bundle.json} describes it.
 *
 * <p>The contract of the files: each is TorchScript. The patch network's {@code forward} takes (n,
 * 1, 256, 256) and gives logits (n, 4). The four-view networks have the methods {@code cc} and
 * {@code mlo}, which take the left and the right breast's windows (n, channels, height, width) and
 * give log-probabilities (n, 4, 2).
 *
 * @param name of the bundle, such as {@code nyu}
 * @param architecture what the networks are, in words
 * @param classes names of the patch network's outputs in order: malignant, benign and two more
 * @param files the networks
 * @param licence of the weights
 * @param disclaimer what they must not be used for
 * @param evaluation figures that the authors measured on held-out data, by name; may be empty
 */
public record Bundle(
    String name,
    String architecture,
    List<String> classes,
    Map<ModelRole, BundleFile> files,
    String licence,
    String disclaimer,
    Map<String, Double> evaluation)
    implements Serializable {
  /** Name of the description inside the bundle's folder. */
  public static final String DESCRIPTION = "bundle.json";

  private static final int MAXIMUM_DESCRIPTION = 1 << 20;

  public Bundle {
    classes = List.copyOf(classes);
    files = Collections.unmodifiableMap(new EnumMap<>(files));
    evaluation = Collections.unmodifiableMap(new TreeMap<>(evaluation));
    if (classes.size() != PatchClassifier.CLASSES
        || !classes.get(0).equals("malignant")
        || !classes.get(1).equals("benign")) {
      throw new IllegalArgumentException(
          "classes must be malignant, benign and two others, in this order, not " + classes);
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException("the bundle has no files");
    }
    if (name.isBlank() || architecture.isBlank() || licence.isBlank() || disclaimer.isBlank()) {
      throw new IllegalArgumentException(
          "name, architecture, licence and disclaimer must say something");
    }
  }

  /** Reads {@code bundle.json}; the files are not looked at. */
  public static Bundle read(BundleFolder folder) throws IOException {
    try (InputStream in = folder.open(DESCRIPTION)) {
      return parse(in.readNBytes(MAXIMUM_DESCRIPTION));
    }
  }

  /** Reads the text of a {@code bundle.json}: no field may be missing, unknown or doubled. */
  public static Bundle parse(byte[] json) throws BundleException {
    return BundleJson.parse(json);
  }

  /** The text of {@code bundle.json}: the same bundle gives the same bytes. */
  public byte[] toJson() {
    return BundleJson.write(this);
  }

  /**
   * The network of a role.
   *
   * @throws BundleException if the bundle has none
   */
  public BundleFile file(ModelRole role) throws BundleException {
    BundleFile file = files.get(role);
    if (file == null) {
      throw new BundleException("bundle " + name + " has no " + role + " model");
    }
    return file;
  }

  /**
   * Reads all files and compares lengths and digests.
   *
   * @throws BundleException naming the first file that is not what {@code bundle.json} promises
   */
  public void verify(BundleFolder folder) throws IOException {
    for (BundleFile file : files.values()) {
      file.read(folder);
    }
  }
}
