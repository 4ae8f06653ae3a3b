package org.mammobeam.model;

import java.util.Arrays;

/** The three networks of a bundle. */
public enum ModelRole {
  /** Patches to lesion classes. */
  PATCH("patch", 1),
  /** Four views to the exam's predictions. */
  IMAGE("image", 1),
  /** Four views, each with its heatmaps, to the exam's predictions. */
  IMAGE_HEATMAPS("image-heatmaps", 3);

  private final String label;
  private final int channels;

  ModelRole(String label, int channels) {
    this.label = label;
    this.channels = channels;
  }

  /** As {@code bundle.json} writes it. */
  public String label() {
    return label;
  }

  /** Channels of the network's input; three are image, benign heatmap, malignant heatmap. */
  public int channels() {
    return channels;
  }

  /** Reads a label. */
  public static ModelRole parse(String text) {
    return Arrays.stream(values())
        .filter(role -> role.label.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no model is called '" + text + "'"));
  }

  @Override
  public String toString() {
    return label;
  }
}
