package org.mammobeam.exam;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules by which the exams of a list of many exams get their IDs. */
public final class FlatExamList {
  private FlatExamList() {}

  /**
   * An exam of the list under its ID.
   *
   * @param id unique within the list and safe
   * @param exam what the list says of it
   * @param refusal why the exam cannot be used, null where it can
   */
  public record Named(String id, ExamListEntry exam, @Nullable String refusal) {}

  /**
   * Names the exams, in the order of the list.
   *
   * <p>The ID is the one that the list gives; else what all short paths of the exam start with,
   * without separators at its end, if no other exam has the same; else the exam's place in the
   * list. Exams with an unsafe ID or short path, and those that share their ID with another, are
   * named by their place and refused.
   */
  public static List<Named> name(List<ExamListEntry> exams) {
    List<@Nullable String> wanted = new ArrayList<>();
    Map<String, Integer> uses = new HashMap<>();
    for (ExamListEntry exam : exams) {
      String id = exam.examId() != null ? exam.examId() : commonStart(exam.allShortPaths());
      wanted.add(id);
      if (id != null) {
        uses.merge(id, 1, Integer::sum);
      }
    }
    Set<String> given = new HashSet<>(uses.keySet());
    List<Named> named = new ArrayList<>();
    for (int i = 0; i < exams.size(); i++) {
      String id = wanted.get(i);
      boolean unique = id != null && uses.getOrDefault(id, 0) == 1;
      named.add(name(exams.get(i), unique ? id : null, free(i, given)));
    }
    return named;
  }

  private static Named name(ExamListEntry exam, @Nullable String unique, String place) {
    try {
      if (exam.examId() != null) {
        ExamId.check(exam.examId());
        if (unique == null) {
          throw new UnprocessableExamException(
              "exam ID \"" + exam.examId() + "\" stands in the list more than once");
        }
      }
      ShortPath.check(exam.allShortPaths());
      return new Named(unique == null ? place : unique, exam, null);
    } catch (UnprocessableExamException e) {
      return new Named(place, exam, String.valueOf(e.getMessage()));
    }
  }

  // An exam that is called exam-00003 keeps its name; the fourth exam gets another.
  private static String free(int index, Set<String> given) {
    String place = ExamId.ofIndex(index);
    while (given.contains(place)) {
      place = place + "-";
    }
    return place;
  }

  private static @Nullable String commonStart(List<String> shortPaths) {
    if (shortPaths.isEmpty()) {
      return null;
    }
    String id = ShortPath.commonStart(shortPaths).replaceFirst("[-_./]+$", "");
    try {
      ExamId.check(id);
      return id;
    } catch (UnprocessableExamException e) {
      return null;
    }
  }
}
