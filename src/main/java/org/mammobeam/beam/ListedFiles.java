package org.mammobeam.beam;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.options.PipelineOptions;
import org.mammobeam.exam.AssembledExam;
import org.mammobeam.exam.ExamListEntry;
import org.mammobeam.exam.FileState;
import org.mammobeam.exam.ShortPath;

/**
 * The files that a list of many exams names. What there is of them is found by listing, not by
 * asking for each: an object store is listed once, by what all names begin with; others by folder.
 *
 * @param paths relative to the input folder
 */
record ListedFiles(Set<String> paths) {
  /** The files of all exams that can be used. */
  static ListedFiles of(Collection<AssembledExam> exams) {
    Set<String> paths = new HashSet<>();
    exams.forEach(exam -> paths.addAll(paths(exam)));
    return new ListedFiles(paths);
  }

  /** The files of one exam; none if it is refused. */
  static List<String> paths(AssembledExam exam) {
    ExamListEntry listed = exam.listed();
    if (listed == null || exam.refusal() != null) {
      return List.of();
    }
    return listed.allShortPaths().stream()
        .distinct()
        .map(path -> path + ShortPath.EXTENSION)
        .toList();
  }

  /**
   * The states of those that are there, by path.
   *
   * @param options say how object stores are reached
   */
  Map<String, FileState> in(Folder input, PipelineOptions options) throws IOException {
    Map<String, FileState> found = new HashMap<>();
    Consumer<FileState> keep =
        state -> {
          if (paths.contains(state.path())) {
            found.put(state.path(), state);
          }
        };
    if (GcsListing.isFor(input)) {
      if (!paths.isEmpty()) {
        GcsListing.forEach(input, ShortPath.commonStart(paths), options, keep);
      }
      return found;
    }
    for (String folder : folders()) {
      for (Metadata file : input.listFolder(folder)) {
        keep.accept(FileStates.of(input, file));
      }
    }
    return found;
  }

  /** The folders of the files: empty for the input folder itself. */
  private Set<String> folders() {
    Set<String> folders = new TreeSet<>();
    paths.forEach(path -> folders.add(path.substring(0, Math.max(0, path.lastIndexOf('/')))));
    return folders;
  }
}
