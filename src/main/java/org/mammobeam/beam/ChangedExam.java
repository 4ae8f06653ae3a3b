package org.mammobeam.beam;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.mammobeam.exam.AssembledExam;

/**
 * An exam whose files have to be read.
 *
 * @param exam its files
 * @param known its row in the run before, null where it has none
 * @param by what it is to be screened by
 */
public record ChangedExam(AssembledExam exam, @Nullable KnownRow known, Screening by)
    implements Serializable {
  public String id() {
    return exam.files().id();
  }
}
