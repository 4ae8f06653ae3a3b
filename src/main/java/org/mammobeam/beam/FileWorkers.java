package org.mammobeam.beam;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.mammobeam.artifact.ArtifactStore;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.Device;
import org.mammobeam.model.Models;
import org.mammobeam.model.djl.DjlModels;
import org.mammobeam.stage.Reads;
import org.mammobeam.stage.SourceFiles;
import org.mammobeam.stage.Worker;

/**
 * Workers that find everything in folders.
 *
 * @param input of the exams
 * @param output with the artifacts
 * @param models where the networks are, null where no stage needs any
 * @param device where networks run
 * @param maxPixels images with more pixels are refused
 */
public record FileWorkers(
    Folder input, Folder output, @Nullable ModelSource models, Device device, long maxPixels)
    implements WorkerSetup {
  /** More than one at a time fills a GPU no better and takes its memory. */
  private static final int GPU_USERS = 1;

  /** The same workers with each exam's networks from the copies in the output. */
  public FileWorkers withEditions() {
    return new FileWorkers(input, output, new EditionModels(output), device, maxPixels);
  }

  @Override
  public ArtifactStore store() {
    return new FileArtifactStore(output);
  }

  @Override
  public SourceFiles sources() {
    return input::open;
  }

  @Override
  public Models networks(ModelDigests digests) throws IOException {
    if (models == null) {
      throw new IOException("this job has no models");
    }
    ModelBundle found = models.find(digests);
    Bundle bundle = found.bundle();
    return new DjlModels(
        bundle, ModelCache.ofMachine().over(found.folder(), bundle), device, GPU_USERS);
  }

  @Override
  public PreparedWorker prepare(Worker shared, Reads reads) {
    FilesAhead images = FilesAhead.of(input, reads.imagePaths());
    FilesAhead stored = FilesAhead.of(output, reads.storedPaths());
    return new PreparedWorker(
        new Worker(
            new FileArtifactStore(output, stored::open), images::open, shared.models(), maxPixels),
        () -> {
          images.close();
          stored.close();
        });
  }
}
