package org.mammobeam.beam;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mammobeam.exam.ExamResult;

/**
 * The segments that a run is made of.
 *
 * @param run the run
 * @param names of the segments
 */
record RunSegments(RunFolder run, List<String> names) {
  RunSegments {
    names = List.copyOf(names);
  }

  /** Their files in one of the run's folders, relative to the output folder. */
  List<String> files(String folder) {
    return names.stream().map(name -> run.path(folder + name)).toList();
  }

  /** Adds all rows, by exam ID, and gives the exams. */
  ExamSet addTo(ResultFiles results) throws IOException {
    ExamSet exams = ExamSet.EMPTY;
    try (SortedLines<ExamResult> sorted =
        new SortedLines<>(run.output(), files(Segment.ROWS), ExamResult.class, ExamResult.BY_ID)) {
      for (Optional<ExamResult> row = sorted.next(); row.isPresent(); row = sorted.next()) {
        results.add(row.get());
        exams = exams.plus(ExamSet.of(row.get().source().id()));
      }
    }
    return exams;
  }

  /**
   * Digests of all that the run publishes.
   *
   * @param pages of its report
   * @param known digests of segments' files that need not be read again
   */
  SortedMap<String, String> digests(List<String> pages, Map<String, String> known)
      throws IOException {
    List<String> segments = new ArrayList<>();
    for (String folder : List.of(Segment.ROWS, Segment.SKIP, Segment.CARDS)) {
      segments.addAll(files(folder));
    }
    SortedMap<String, String> digests = new TreeMap<>(known);
    digests.keySet().retainAll(new HashSet<>(segments));
    List<String> unknown = new ArrayList<>(segments);
    unknown.removeAll(digests.keySet());
    unknown.addAll(pages);
    ResultFiles.FILES.forEach(file -> unknown.add(run.path(file)));
    for (String file : unknown) {
      digests.put(file, run.output().digest(file).hex());
    }
    return digests;
  }
}
