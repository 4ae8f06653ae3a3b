package org.mammobeam.beam;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.mammobeam.artifact.ArtifactStore;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.Device;
import org.mammobeam.model.ExamClassifier;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.Models;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.Precision;
import org.mammobeam.model.djl.DjlModels;
import org.mammobeam.stage.Reads;
import org.mammobeam.stage.SourceFiles;
import org.mammobeam.stage.Worker;

/**
 * Workers that find everything in folders.
 *
 * @param input of the exams
 * @param output with the artifacts
 * @param models to use, null where no stage needs any
 * @param device where networks run
 * @param maxPixels images with more pixels are refused
 */
public record FileWorkers(
    Folder input, Folder output, @Nullable ModelBundle models, Device device, long maxPixels)
    implements WorkerSetup {
  /** More than one at a time fills a GPU no better and takes its memory. */
  private static final int GPU_USERS = 1;

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
    if (models == null) {
      return new NoModels();
    }
    Bundle bundle = models.bundle();
    return new DjlModels(
        bundle, ModelCache.ofMachine().over(models.folder(), bundle), device, GPU_USERS);
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

  /** Stages ask for models that are on the exam, and none are. */
  private record NoModels() implements Models {
    @Override
    public PatchClassifier openPatchClassifier(Precision precision) throws IOException {
      throw new IOException("this job has no models");
    }

    @Override
    public ExamClassifier openExamClassifier(ModelRole role, Precision precision)
        throws IOException {
      throw new IOException("this job has no models");
    }
  }
}
