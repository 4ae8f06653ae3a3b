package org.mammobeam.beam;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.mammobeam.exam.ModelDigests;

/**
 * The bundles that a stream has taken up, as copies in its output: exams under way keep their
 * networks, whatever is put at the place that the stream watches.
 *
 * @param output the output folder
 */
public record EditionModels(Folder output) implements ModelSource {
  private static final String FOLDER = "editions/models/";

  /** The folder of a copy, whether or not it is there. */
  public Folder folder(ModelDigests models) {
    return new Folder(output.uri() + "/" + FOLDER + models.hash());
  }

  @Override
  public ModelBundle find(ModelDigests models) throws IOException {
    Folder folder = folder(models);
    try {
      return ModelBundle.read(folder).find(models);
    } catch (FileNotFoundException e) {
      throw new IOException(
          "the networks of bundle %s, which exams are to be screened with, are not in %s"
              .formatted(models.bundle(), folder.uri()),
          e);
    }
  }
}
