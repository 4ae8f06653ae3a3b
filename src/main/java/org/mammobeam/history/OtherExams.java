package org.mammobeam.history;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.history.Forgotten.Shared;

/** What the rows of other exams name, and what of it they have in common with a forgotten one. */
final class OtherExams {
  private static final int NAMED_EXAMS = 10;

  private final ForgottenExam forgotten;
  private final Set<String> keyFolders;
  private final Set<String> contents;
  private final Set<String> images;
  private final ArtifactReferences named = new ArtifactReferences();
  private final Map<String, SortedSet<String>> shared = new TreeMap<>();
  private final SortedSet<String> sameImages = new TreeSet<>();

  OtherExams(ForgottenExam forgotten) {
    this.forgotten = forgotten;
    this.keyFolders = new HashSet<>(forgotten.keyFolders());
    this.contents = new HashSet<>(forgotten.contents());
    this.images = new HashSet<>(forgotten.images());
  }

  /** Adds a row, of whatever exam. */
  void add(ExamResult row) {
    String exam = row.source().id();
    if (exam.equals(forgotten.exam())) {
      return;
    }
    named.add(row);
    row.outcomes().stream()
        .flatMap(outcome -> outcome.artifact().stream())
        .filter(this::isShared)
        .forEach(
            artifact ->
                addSome(
                    shared.computeIfAbsent(artifact.folder(), unused -> new TreeSet<>()), exam));
    if (row.source().images().stream().anyMatch(image -> images.contains(image.digest().hex()))) {
      addSome(sameImages, exam);
    }
  }

  /** The same key, or another with the same contents. */
  private boolean isShared(Artifact artifact) {
    return keyFolders.contains(Artifact.folder(artifact.stage(), artifact.key()))
        || artifact.parts().values().stream()
            .anyMatch(part -> contents.contains(part.content().hex()));
  }

  private static void addSome(SortedSet<String> exams, String exam) {
    if (exams.size() < NAMED_EXAMS) {
      exams.add(exam);
    }
  }

  /** Whether another exam's row names the artifact of a folder. */
  boolean name(String folder) {
    return named.contains(folder);
  }

  /** Artifacts of others with the forgotten one's contents. */
  List<Shared> shared() {
    List<Shared> list = new ArrayList<>();
    shared.forEach((folder, exams) -> list.add(new Shared(folder, List.copyOf(exams))));
    return list;
  }

  /** Exams, or the first of them, with an image of the same bytes. */
  List<String> sameImages() {
    return List.copyOf(sameImages);
  }
}
