package org.mammobeam.stage;

import java.io.IOException;
import java.util.List;
import org.mammobeam.algorithm.Predictions;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.ArtifactDraft;

/** What the classifier stages write: four probabilities, in a file and as values. */
public final class StoredPredictions {
  /** Names of the labels in the reference's order. */
  public static final List<String> LABELS =
      List.of("left_benign", "right_benign", "left_malignant", "right_malignant");

  /** Part: the probabilities. */
  private static final String PREDICTIONS = "predictions";

  private StoredPredictions() {}

  static void write(ArtifactDraft draft, Predictions predictions) throws IOException {
    float[] values = {
      predictions.leftBenign(),
      predictions.rightBenign(),
      predictions.leftMalignant(),
      predictions.rightMalignant()
    };
    for (int label = 0; label < values.length; label++) {
      if (!Float.isFinite(values[label])) {
        throw new IllegalStateException("the network answers " + values[label]);
      }
      draft.value(LABELS.get(label), Float.toString(values[label]));
    }
    JsonPart.writeWhole(draft, PREDICTIONS, predictions);
  }

  /** The probabilities of an artifact of either stage. */
  public static Predictions read(Artifact artifact) {
    return new Predictions(
        probability(artifact, 0),
        probability(artifact, 1),
        probability(artifact, 2),
        probability(artifact, 3));
  }

  private static float probability(Artifact artifact, int label) {
    return Float.parseFloat(artifact.value(LABELS.get(label)));
  }
}
