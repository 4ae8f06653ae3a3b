package org.mammobeam.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mammobeam.beam.RunRows;
import org.mammobeam.exam.ExamResult;

/** Finds the exams that somebody may have meant. */
public final class NearestExams {
  private static final int MOST = 5;

  private NearestExams() {}

  private record Near(String exam, int distance) {}

  /** What to say of an exam that a run does not have. */
  public static String unknown(SoundRun run, String exam) throws IOException {
    List<String> nearest = of(run, exam);
    return "run %s has no exam '%s'%s"
        .formatted(
            run.id(),
            exam,
            nearest.isEmpty()
                ? ": it has none at all"
                : "; nearest: " + String.join(", ", nearest));
  }

  /** IDs of a run's exams that are written most like a text, the likest first. */
  private static List<String> of(SoundRun run, String text) throws IOException {
    List<Near> nearest = new ArrayList<>();
    try (RunRows rows = RunRows.open(run.folder(), run.summary())) {
      for (Optional<ExamResult> row = rows.next(); row.isPresent(); row = rows.next()) {
        String exam = row.get().source().id();
        nearest.add(new Near(exam, distance(exam, text)));
        nearest.sort(Comparator.comparingInt(Near::distance).thenComparing(Near::exam));
        if (nearest.size() > MOST) {
          nearest.remove(MOST);
        }
      }
    }
    return nearest.stream().map(Near::exam).toList();
  }

  /** Letters to insert, leave out or replace; other case counts less than another letter. */
  private static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = 2 * j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = 2 * i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = before[j - 1] + cost(a.charAt(i - 1), b.charAt(j - 1));
        row[j] = Math.min(replaced, 2 + Math.min(before[j], row[j - 1]));
      }
      before = row;
    }
    return before[b.length()];
  }

  private static int cost(char a, char b) {
    return a == b ? 0 : Character.toLowerCase(a) == Character.toLowerCase(b) ? 1 : 2;
  }
}
