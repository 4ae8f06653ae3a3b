package org.mammobeam;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mammobeam.algorithm.AugmentationWindows;
import org.mammobeam.algorithm.BreastCropper;
import org.mammobeam.model.Precision;
import org.mammobeam.stage.CentersStage;
import org.mammobeam.stage.ClassifyImageHeatmapsStage;
import org.mammobeam.stage.ClassifyImageStage;
import org.mammobeam.stage.ColourMap;
import org.mammobeam.stage.CropStage;
import org.mammobeam.stage.HeatmapsStage;
import org.mammobeam.stage.VisualizeStage;

/**
 * What decides over results; the defaults are the reference's. Files in {@code pipelines/} set it,
 * with the names of these components.
 *
 * @param stages that are run; of the others, earlier artifacts are used as far as they are there
 * @param precision of the networks
 * @param crop how the breast is cut out
 * @param heatmaps how patches are laid
 * @param classify what the classifiers see
 * @param visualize how heatmaps are painted
 */
public record Settings(
    List<String> stages,
    Precision precision,
    BreastCropper crop,
    Heatmaps heatmaps,
    AugmentationWindows classify,
    VisualizeStage visualize)
    implements Serializable {
  /** All stages in their order. */
  public static final List<String> STAGES =
      List.of(
          CropStage.NAME,
          CentersStage.NAME,
          HeatmapsStage.NAME,
          ClassifyImageStage.NAME,
          ClassifyImageHeatmapsStage.NAME,
          VisualizeStage.NAME);

  /** Short for both classifiers. */
  private static final String CLASSIFY = "classify";

  /** All stages as the reference has them. */
  public static final Settings DEFAULT =
      new Settings(
          STAGES,
          Precision.FLOAT32,
          BreastCropper.REFERENCE,
          new Heatmaps(0),
          AugmentationWindows.REFERENCE,
          new VisualizeStage(1000, ColourMap.RED_GREEN));

  /**
   * How patches are laid.
   *
   * @param strideSeed of the draws that make them reach the crop's edges
   */
  public record Heatmaps(int strideSeed) implements Serializable {
    public Heatmaps {
      if (strideSeed < 0) {
        throw new IllegalArgumentException("stride-seed must not be negative: " + strideSeed);
      }
    }
  }

  public Settings {
    stages = inOrder(stages);
  }

  /** The same with other stages. */
  public Settings withStages(List<String> others) {
    return new Settings(others, precision, crop, heatmaps, classify, visualize);
  }

  /** The same with another precision. */
  public Settings withPrecision(Precision other) {
    return new Settings(stages, other, crop, heatmaps, classify, visualize);
  }

  private static List<String> inOrder(List<String> names) {
    List<String> wanted = new ArrayList<>();
    for (String name : names) {
      if (name.equals(CLASSIFY)) {
        wanted.addAll(List.of(ClassifyImageStage.NAME, ClassifyImageHeatmapsStage.NAME));
      } else if (STAGES.contains(name)) {
        wanted.add(name);
      } else {
        throw new IllegalArgumentException(
            "'%s' is no stage; there are %s, and %s for both classifiers"
                .formatted(name, String.join(", ", STAGES), CLASSIFY));
      }
    }
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("no stage is chosen of " + String.join(", ", STAGES));
    }
    return STAGES.stream().filter(Set.copyOf(wanted)::contains).toList();
  }
}
