package org.mammobeam.exam;

import java.io.Serializable;
import java.util.List;
import org.mammobeam.artifact.Fingerprinter;
import org.mammobeam.artifact.Hash128;

/**
 * Everything besides an exam's own files that decides over its results.
 *
 * @param stages in their order
 * @param asked names of those that are to be computed
 * @param models to screen with
 * @param unlistedFlip whether images are mirrored where no list says so
 * @param maxPixels images with more pixels are refused
 */
public record Plan(
    List<PlannedStage> stages,
    List<String> asked,
    ModelDigests models,
    HorizontalFlip unlistedFlip,
    long maxPixels)
    implements Serializable {
  /**
   * A stage as it is to run.
   *
   * @param stage its name
   * @param version of its code
   * @param settings all of them, as text
   */
  public record PlannedStage(String stage, int version, String settings) implements Serializable {}

  public Plan {
    stages = List.copyOf(stages);
    asked = List.copyOf(asked);
  }

  /** Equal plans have equal hashes; the bundle's name is no part of it. */
  public Hash128 hash() {
    Fingerprinter plan = new Fingerprinter().add(stages).add(asked);
    models.byRole().forEach((role, digest) -> plan.add(role).add(digest));
    return Hash128.of(plan.add(unlistedFlip).add(maxPixels).finish());
  }
}
