package org.mammobeam.history;

import java.util.List;
import java.util.Optional;
import org.mammobeam.artifact.Manifest;

/**
 * Where a file of an output folder comes from.
 *
 * @param file relative to the output folder
 * @param sha256 digest of its bytes, empty if it is not there
 * @param remark what is odd about the file, else empty
 * @param run that refers to it, or published it; empty if none does
 * @param exam whose way is told, empty without a run
 * @param exams of the run that it belongs to
 * @param steps the stages on the way from the file back to the sources, the last one first
 * @param sources the exam's files, where the way leads back to them
 */
public record FileLineage(
    String file,
    String sha256,
    String remark,
    String run,
    String exam,
    List<String> exams,
    List<StageTrace> steps,
    List<SourceFile> sources) {
  public FileLineage {
    exams = List.copyOf(exams);
    steps = List.copyOf(steps);
    sources = List.copyOf(sources);
  }

  /**
   * Of an artifact that no run refers to: its run did not come to its end, or is no longer there.
   *
   * @param damaged runs of which it is not known
   */
  static FileLineage orphan(OutputFile file, Optional<Manifest> manifest, List<String> damaged) {
    String unknown =
        damaged.isEmpty()
            ? "no published run refers to it"
            : "no run that can be read refers to it; damaged: " + String.join(", ", damaged);
    if (manifest.isEmpty() && !file.exists()) {
      throw new IllegalArgumentException(file.path() + " is not there, and " + unknown);
    }
    String odd = file.oddities(manifest);
    return new FileLineage(
        file.path(),
        file.sha256(),
        odd.isEmpty() ? unknown : odd + "; " + unknown,
        "",
        "",
        List.of(),
        manifest.stream().map(StageTrace::orphan).toList(),
        List.of());
  }
}
