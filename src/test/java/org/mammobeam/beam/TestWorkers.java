package org.mammobeam.beam;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.mammobeam.artifact.ArtifactStore;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.Models;
import org.mammobeam.stage.SourceFiles;

/**
 * Workers with a store in memory and networks that are formulas.
 *
 * @param storeName name of the store
 * @param input folder of the exams
 */
public record TestWorkers(String storeName, String input) implements WorkerSetup {
  /** A bundle of this name has other networks. */
  public static final String OTHERS = "others";

  @Override
  public ArtifactStore store() {
    return new InMemoryStore(storeName);
  }

  @Override
  public SourceFiles sources() {
    return path -> Files.newInputStream(Path.of(input, path));
  }

  @Override
  public Models networks(ModelDigests models) {
    return models.bundle().equals(OTHERS)
        ? new FormulaModels(Set.of(ModelRole.values()))
        : new FormulaModels();
  }

  @Override
  public long maxPixels() {
    return 100_000_000;
  }
}
