package org.mammobeam.model.weights;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.BundleFile;
import org.mammobeam.model.BundleFolder;
import org.mammobeam.model.ModelRole;

/** A bundle with its files, in memory. */
public final class BundleContent {
  static final String PUBLISHED =
      "Wu et al. (IEEE TMI 2019): DenseNet-121 on patches of 256 x 256, four-view ResNet-22 on"
          + " windows of 2677 x 1942 (CC) and 2974 x 1748 (MLO), without and with heatmaps";

  private static final String DISCLAIMER = "For research; not for clinical use.";
  private static final String MADE_UP = "Random numbers: free of any licence.";
  private static final List<String> CLASSES =
      List.of("malignant", "benign", "unused 1", "unused 2");

  private final Bundle bundle;
  private final Map<String, byte[]> files;

  BundleContent(String name, String architecture, String licence, Map<ModelRole, byte[]> networks) {
    Map<ModelRole, BundleFile> descriptions = new EnumMap<>(ModelRole.class);
    Map<String, byte[]> contents = new LinkedHashMap<>();
    networks.forEach(
        (role, network) -> {
          BundleFile file = BundleFile.of(role.label() + ".pt", network);
          descriptions.put(role, file);
          contents.put(file.path(), network);
        });
    bundle = new Bundle(name, architecture, CLASSES, descriptions, licence, DISCLAIMER, Map.of());
    contents.put(Bundle.DESCRIPTION, bundle.toJson());
    files = Collections.unmodifiableMap(contents);
  }

  /** The published networks with made-up weights: as fast as real ones, and they find nothing. */
  public static BundleContent seeded(long seed) {
    return of("seeded-" + seed, PUBLISHED, role -> Networks.published(role, weights(role, seed)));
  }

  /** Networks of a few hundred made-up weights with the contract of real ones, for tests. */
  public static BundleContent quick(long seed) {
    return of(
        "quick-" + seed,
        "One convolution on averaged pixels, for tests",
        role -> Networks.quick(role, weights(role, seed)));
  }

  private interface Source {
    byte[] network(ModelRole role) throws IOException, MalformedDataException;
  }

  static TrainedWeights weights(ModelRole role, long seed) {
    return new SeededWeights(31 * seed + role.label().hashCode());
  }

  private static BundleContent of(String name, String architecture, Source source) {
    Map<ModelRole, byte[]> networks = new EnumMap<>(ModelRole.class);
    for (ModelRole role : ModelRole.values()) {
      try {
        networks.put(role, source.network(role));
      } catch (IOException | MalformedDataException e) {
        // Neither templates nor made-up weights depend on the user's files.
        throw new IllegalStateException("the program's own template of " + role, e);
      }
    }
    return new BundleContent(name, architecture, MADE_UP, networks);
  }

  /** Its description. */
  public Bundle bundle() {
    return bundle;
  }

  /** Its files by their paths, {@code bundle.json} among them; not to be changed. */
  Map<String, byte[]> files() {
    return files;
  }

  /** Its files as if they lay in a folder. */
  public BundleFolder folder() {
    return path -> {
      byte[] file = files.get(path);
      if (file == null) {
        throw new FileNotFoundException(path);
      }
      return new ByteArrayInputStream(file);
    };
  }
}
