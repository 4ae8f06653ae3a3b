package org.mammobeam.stage;

import java.io.IOException;
import java.io.Serializable;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.exam.ScreenedExam;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.exam.UnprocessableExamException;

/**
 * One step of the screening; knows neither Beam nor where files are.
 *
 * <p>A stage is a record. Its components are its settings, and all of them are part of the key of
 * what it makes. What must not change results (device, threads, memory) is the worker's business
 * and no component.
 *
 * @param <I> what the exam has to have been through
 * @param <O> the same and this stage
 */
public interface Stage<I extends ScreenedExam, O extends ScreenedExam> extends Serializable {
  /** Folder in the store, step in the runner's display, name on the command line. */
  String name();

  /** Raised whenever the same settings and contents would give another content. */
  int version();

  /** The type of {@link #next}'s result. */
  Class<O> output();

  /** All that {@link #compute} may open. It is in the key, and nothing else can be opened. */
  Reads reads(I exam);

  /**
   * Makes the artifact. Called only where the store has none under the key.
   *
   * @throws UnprocessableExamException if the exam's own data are at fault
   * @throws IOException if store, models or device are: somebody else should try again
   */
  void compute(I exam, StageContext context, ArtifactDraft draft)
      throws UnprocessableExamException, IOException;

  /** The element that is passed on, whatever the stage came to. */
  O next(I exam, StageOutcome outcome);
}
