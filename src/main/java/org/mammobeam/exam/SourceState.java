package org.mammobeam.exam;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mammobeam.artifact.Fingerprinter;
import org.mammobeam.artifact.Hash128;

/**
 * By what an exam's files are told from changed ones without opening them.
 *
 * @param hash of paths, lengths, times and revisions of its files, and of what a list of many exams
 *     says of it
 * @param readMillis when reading the files began, in milliseconds since 1970
 */
public record SourceState(Hash128 hash, long readMillis) implements Serializable {
  /** The state of an exam whose files are about to be read. */
  public static SourceState of(AssembledExam exam, long readMillis) {
    return new SourceState(hash(exam), readMillis);
  }

  /** The hash alone. */
  public static Hash128 hash(AssembledExam exam) {
    Fingerprinter state = new Fingerprinter().add(exam.files());
    ExamListEntry listed = exam.listed();
    if (listed != null) {
      state.add(listed.horizontalFlip());
      for (View view : View.values()) {
        state.add(view).add(listed.shortPaths(view));
      }
    }
    @Nullable String refusal = exam.refusal();
    state.add(refusal == null ? List.of() : List.of(refusal));
    return Hash128.of(state.finish());
  }

  /** What a table may keep: nothing, if a file might have changed without showing it. */
  public Hash128 settled(ExamFiles files) {
    return files.files().stream().allMatch(file -> file.settledAt(readMillis))
        ? hash
        : Hash128.NONE;
  }
}
