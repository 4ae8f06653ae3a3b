package org.mammobeam.beam;

import java.io.Serializable;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Sha256;

/**
 * Which fingerprint table a run looks exams up in: the side input of the job. It is chosen once, by
 * whoever starts the job, so that a step that is tried again sees the same table.
 *
 * @param output folder of the runs
 * @param run whose table it is, empty where there was none yet
 * @param digest of the run's {@code DONE}, which names all files of the table with theirs
 * @param rows of the table
 */
public record TableRef(Folder output, String run, Fingerprint digest, long rows)
    implements Serializable {
  /** The table of an output without a run: it is empty. */
  public static TableRef none(Folder output) {
    return new TableRef(output, "", Sha256.of(new byte[0]), 0);
  }

  /** Whether there is a table. */
  public boolean exists() {
    return !run.isEmpty();
  }

  /** The folder of the run. */
  public RunFolder runFolder() {
    return new RunFolder(output, run);
  }
}
