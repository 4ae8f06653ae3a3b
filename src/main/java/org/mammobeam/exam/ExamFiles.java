package org.mammobeam.exam;

import java.io.Serializable;
import java.util.List;

/**
 * The files of one exam, none of them opened.
 *
 * @param id the exam's
 * @param files in the order of their paths
 */
public record ExamFiles(String id, List<FileState> files) implements Serializable {
  public ExamFiles {
    files = files.stream().sorted().toList();
  }
}
