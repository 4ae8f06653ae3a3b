package org.mammobeam.beam;

import java.io.IOException;
import java.io.Serializable;
import org.mammobeam.exam.ModelDigests;

/** Where workers find the networks that exams are to be screened with. */
public sealed interface ModelSource extends Serializable permits ModelBundle, EditionModels {
  /**
   * The bundle that an exam is to be screened with.
   *
   * @throws IOException if it is not there, or another one is in its place
   */
  ModelBundle find(ModelDigests models) throws IOException;
}
