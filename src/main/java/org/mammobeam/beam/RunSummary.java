package org.mammobeam.beam;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mammobeam.exam.Plan;

/**
 * What a run came to: the content of its {@code DONE}.
 *
 * @param run its ID
 * @param output identity of the output folder that it belongs to
 * @param base the run whose table it looked exams up in, empty where there was none
 * @param info what it says of itself
 * @param startedMillis when it began, in milliseconds since 1970
 * @param finishedMillis when it was published
 * @param exams that were found, all of which have a row
 * @param failedExams of them, those with a failure
 * @param stages in their order
 * @param plans that rows come from, by their hashes
 * @param files of the run with their SHA-256, as text
 */
public record RunSummary(
    String run,
    String output,
    String base,
    RunInfo info,
    long startedMillis,
    long finishedMillis,
    ExamSet exams,
    long failedExams,
    List<StageCount> stages,
    SortedMap<String, Plan> plans,
    SortedMap<String, String> files)
    implements Serializable {
  public RunSummary {
    stages = List.copyOf(stages);
    plans = Collections.unmodifiableSortedMap(new TreeMap<>(plans));
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** The same, with the digests of its files. */
  RunSummary withFiles(SortedMap<String, String> digests) {
    return new RunSummary(
        run,
        output,
        base,
        info,
        startedMillis,
        finishedMillis,
        exams,
        failedExams,
        stages,
        plans,
        digests);
  }

  /** The files whose paths start so, in the order of their names. */
  public List<String> filesIn(String folder) {
    return files.keySet().stream().filter(file -> file.startsWith(folder)).toList();
  }
}
