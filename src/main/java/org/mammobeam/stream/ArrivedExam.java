package org.mammobeam.stream;

import java.io.Serializable;
import org.mammobeam.exam.AssembledExam;

/**
 * An exam whose files are all there, or as many as came in time.
 *
 * @param exam its files
 * @param arrivedMillis when the last change of its folder was noticed, in milliseconds since 1970
 */
public record ArrivedExam(AssembledExam exam, long arrivedMillis) implements Serializable {
  public String id() {
    return exam.files().id();
  }
}
