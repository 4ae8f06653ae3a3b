package org.mammobeam.beam;

import java.io.IOException;
import java.io.Serializable;
import org.mammobeam.artifact.ArtifactStore;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.model.Models;
import org.mammobeam.stage.Reads;
import org.mammobeam.stage.SourceFiles;
import org.mammobeam.stage.Worker;

/**
 * Says how a worker gets what its stages need; travels with the job. Workers of equal setups in one
 * process are one.
 */
public interface WorkerSetup extends Serializable {
  /** Where artifacts are. */
  ArtifactStore store() throws IOException;

  /** Where the exams are. */
  SourceFiles sources() throws IOException;

  /**
   * The networks that an exam is to be screened with; nothing is loaded before one is opened.
   *
   * @throws IOException if this worker cannot have them
   */
  Models networks(ModelDigests models) throws IOException;

  /** Images with more pixels are refused. */
  long maxPixels();

  /**
   * The worker for one computation, to be closed after it.
   *
   * @param shared what it has of the process's
   * @param reads what the computation is going to open
   */
  default PreparedWorker prepare(Worker shared, Reads reads) {
    return new PreparedWorker(shared, () -> {});
  }
}
