package org.mammobeam.model.djl;

import java.io.IOException;
import org.mammobeam.exam.Projection;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.BundleException;
import org.mammobeam.model.BundleFolder;
import org.mammobeam.model.Device;
import org.mammobeam.model.DeviceException;
import org.mammobeam.model.ExamClassifier;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.Precision;

/** Tries out a bundle on the CPU: every network must load and answer with probabilities. */
public final class BundleTrial {
  private static final int PATCHES = 2;
  private static final float TOLERANCE = 1e-4f;

  private BundleTrial() {}

  /**
   * Has each network classify a made-up input.
   *
   * @throws BundleException naming the network that does not load or whose answer is not of
   *     probabilities
   */
  public static void run(Bundle bundle, BundleFolder folder) throws IOException {
    DjlModels models = new DjlModels(bundle, folder, Device.CPU, 1);
    for (ModelRole role : ModelRole.values()) {
      try {
        run(role, models);
      } catch (DeviceException e) {
        throw new BundleException("the " + role + " network does not answer: " + e.getMessage(), e);
      }
    }
  }

  private static void run(ModelRole role, DjlModels models) throws IOException {
    if (role == ModelRole.PATCH) {
      try (PatchClassifier patches = models.openPatchClassifier(Precision.FLOAT32)) {
        float[] answer = patches.probabilities(pattern(PATCHES * PatchClassifier.PATCH_PIXELS, 0));
        check(role, answer, PatchClassifier.CLASSES);
      }
    } else {
      try (ExamClassifier exams = models.openExamClassifier(role, Precision.FLOAT32)) {
        for (Projection projection : Projection.values()) {
          check(role, exams, projection);
        }
      }
    }
  }

  private static void check(ModelRole role, ExamClassifier exams, Projection projection)
      throws IOException {
    int values = role.channels() * projection.windowHeight() * projection.windowWidth();
    float[] answer = exams.logProbabilities(projection, pattern(values, 1), pattern(values, 2));
    for (int i = 0; i < answer.length; i++) {
      answer[i] = (float) Math.exp(answer[i]);
    }
    check(role, answer, 2);
  }

  /** Waves of about the mean and spread of a normalised image. */
  private static float[] pattern(int values, int phase) {
    float[] pattern = new float[values];
    for (int i = 0; i < values; i++) {
      pattern[i] = ((i >> 3) + phase) % 31 / 9f - 1.7f;
    }
    return pattern;
  }

  private static void check(ModelRole role, float[] probabilities, int classes)
      throws BundleException {
    for (int start = 0; start < probabilities.length; start += classes) {
      float sum = 0;
      for (int i = start; i < start + classes; i++) {
        sum += probabilities[i];
      }
      if (!(Math.abs(sum - 1) < TOLERANCE)) {
        throw new BundleException(
            "the " + role + " network's answer is not of probabilities: their sum is " + sum);
      }
    }
  }
}
