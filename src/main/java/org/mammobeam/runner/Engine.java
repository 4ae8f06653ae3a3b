package org.mammobeam.runner;

import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;

/** Hands a job to one kind of cluster. */
public interface Engine {
  /**
   * Starts the job.
   *
   * @param note takes lines for the user
   * @return the running job; when it fails, waiting for it throws the reason
   * @throws PlacementException if the cluster cannot do what is asked; nothing was started then
   */
  PipelineResult run(Pipeline pipeline, Placement placement, Consumer<String> note)
      throws PlacementException;
}
