package org.mammobeam.beam;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.mammobeam.exam.AssembledExam;

/**
 * An exam whose files have to be read.
 *
 * @param exam its files
 * @param known its row in the run before, null where it has none
 */
public record ChangedExam(AssembledExam exam, @Nullable KnownRow known) implements Serializable {
  public String id() {
    return exam.files().id();
  }
}
