package org.mammobeam.beam;

import java.util.Set;
import org.mammobeam.artifact.ArtifactStore;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.Models;
import org.mammobeam.stage.SourceFiles;

/**
 * Workers with the store of an output folder and networks that are formulas.
 *
 * @param input folder of the exams
 * @param output folder of the runs
 * @param others roles that have other formulas
 */
public record LocalWorkers(Folder input, Folder output, Set<ModelRole> others)
    implements WorkerSetup {
  @Override
  public ArtifactStore store() {
    return new FileArtifactStore(output);
  }

  @Override
  public SourceFiles sources() {
    return input::open;
  }

  @Override
  public Models networks() {
    return new FormulaModels(others);
  }

  @Override
  public long maxPixels() {
    return 100_000_000;
  }
}
