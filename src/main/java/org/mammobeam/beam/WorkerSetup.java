package org.mammobeam.beam;

import java.io.IOException;
import java.io.Serializable;
import org.mammobeam.artifact.ArtifactStore;
import org.mammobeam.model.Models;
import org.mammobeam.stage.SourceFiles;

/**
 * Says how a worker gets what its stages need; travels with the job. Workers of equal setups in one
 * process are one.
 */
public interface WorkerSetup extends Serializable {
  /** Where artifacts are. */
  ArtifactStore store() throws IOException;

  /** Where the exams are. */
  SourceFiles sources() throws IOException;

  /** The networks; nothing is loaded before one is opened. */
  Models networks() throws IOException;

  /** Images with more pixels are refused. */
  long maxPixels();
}
