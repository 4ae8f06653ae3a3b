package org.mammobeam.exam;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The files of an exam, gathered; only a list of many exams has been read by now.
 *
 * @param files none of them opened
 * @param listed what a list of many exams says of it, null where the exam is a folder
 * @param refusal why that list's exam cannot be used, null where it can
 */
public record AssembledExam(
    ExamFiles files, @Nullable ExamListEntry listed, @Nullable String refusal)
    implements Serializable {
  /** An exam that is a folder. */
  public static AssembledExam ofFolder(ExamFiles files) {
    return new AssembledExam(files, null, null);
  }
}
