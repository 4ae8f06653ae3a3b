package org.mammobeam.report;

import java.util.List;

/**
 * An exam whose scores differ between two runs.
 *
 * @param exam its ID
 * @param by the greatest difference of a probability; 1 where there is one in one run only
 * @param scores of both runs
 * @param reasons why they differ
 * @param before what the first run painted
 * @param now what the second run painted
 */
public record DiffCard(
    String exam, double by, List<Score> scores, List<String> reasons, Painted before, Painted now) {
  public DiffCard {
    scores = List.copyOf(scores);
    reasons = List.copyOf(reasons);
  }

  /**
   * A probability in two runs.
   *
   * @param model that gives it: {@code image} or {@code image-heatmaps}
   * @param label such as {@code left_malignant}
   * @param before in the first run, empty without
   * @param now in the second run, empty without
   */
  public record Score(String model, String label, String before, String now) {
    /** By how much it differs; 1 where there is one in one run only. */
    public double by() {
      if (before.equals(now)) {
        return 0;
      }
      return before.isEmpty() || now.isEmpty()
          ? 1
          : Math.abs(Double.parseDouble(now) - Double.parseDouble(before));
    }
  }

  /**
   * Painted images.
   *
   * @param folder relative to the output folder, empty without
   * @param images names such as {@code L-CC-0}
   */
  public record Painted(String folder, List<String> images) {
    /** No images. */
    public static final Painted NONE = new Painted("", List.of());

    public Painted {
      images = List.copyOf(images);
    }
  }
}
