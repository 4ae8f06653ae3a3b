package org.mammobeam.beam;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.mammobeam.exam.Projection;
import org.mammobeam.model.ExamClassifier;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.Models;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.PatchSource;
import org.mammobeam.model.Precision;

/**
 * Networks that are formulas of a few pixels, so that tests need no engine.
 *
 * @param others roles that have other formulas. The other patch network, and the only one in
 *     another precision, differs on patches with a bright middle alone
 */
public record FormulaModels(Set<ModelRole> others) implements Models {
  private static final AtomicInteger OPEN = new AtomicInteger();

  /**
   * Networks that are open in this process as soon as none is, or else after some time: the
   * in-process runner tells that a job has ended before it ends its workers, and after a failure
   * those still compute.
   */
  public static int openInTheEnd() throws InterruptedException {
    for (int i = 0; i < 300 && OPEN.get() > 0; i++) {
      Thread.sleep(100);
    }
    return OPEN.get();
  }

  /** The usual formulas. */
  public FormulaModels() {
    this(Set.of());
  }

  @Override
  public PatchClassifier openPatchClassifier(Precision precision) {
    OPEN.incrementAndGet();
    boolean other = others.contains(ModelRole.PATCH) || precision != Precision.FLOAT32;
    return new PatchClassifier() {
      @Override
      public float[] probabilities(int count, PatchSource source) throws IOException {
        float[] patch = new float[PATCH_PIXELS];
        float[] probabilities = new float[count * CLASSES];
        for (int i = 0; i < count; i++) {
          source.copyPatch(i, patch, 0);
          float center = patch[PATCH_PIXELS / 2 + PATCH_SIZE / 2];
          if (other && center > 2) {
            center++;
          }
          probabilities[i * CLASSES] = (float) (1 / (1 + StrictMath.exp(-center)));
          probabilities[i * CLASSES + 1] = (float) (1 / (1 + StrictMath.exp(center)));
        }
        return probabilities;
      }

      @Override
      public String runsOn() {
        return "a formula";
      }

      @Override
      public void close() {
        OPEN.decrementAndGet();
      }
    };
  }

  @Override
  public ExamClassifier openExamClassifier(ModelRole role, Precision precision) {
    OPEN.incrementAndGet();
    return new ExamClassifier() {
      @Override
      public float[] logProbabilities(Projection projection, float[] left, float[] right) {
        float[] answer = new float[OUTPUTS];
        for (int label = 0; label < 4; label++) {
          float[] breast = label % 2 == 0 ? left : right;
          float pixel = breast[(label + 3) * breast.length / 9] + (others.contains(role) ? 1 : 0);
          answer[2 * label + 1] = (float) -StrictMath.log1p(StrictMath.exp(-pixel));
          answer[2 * label] = (float) -StrictMath.log1p(StrictMath.exp(pixel));
        }
        return answer;
      }

      @Override
      public String runsOn() {
        return "a formula";
      }

      @Override
      public void close() {
        OPEN.decrementAndGet();
      }
    };
  }
}
