package org.mammobeam.exam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FlatExamListTest {
  @Test
  void theListsOwnNamesComeFirst() {
    assertEquals(
        List.of("exam A", "1"),
        ids(exam("exam A", "0_L_CC", "0_R_CC"), exam(null, "1_L_CC", "1_R_CC")));
  }

  @Test
  void namesAreWhatTheShortPathsStartWith() {
    assertEquals(
        List.of("0", "syn_small", "study.7", "p9.left"),
        ids(
            exam(null, "0_L_CC", "0_R_CC"),
            exam(null, "syn_small_L_CC", "syn_small_R_CC"),
            exam(null, "study.7.-_L_CC", "study.7.-_R_CC"),
            exam(null, "p9.left/L_CC", "p9.left/R_CC")));
  }

  @Test
  void examsWithoutAUsefulCommonStartAreNamedByTheirPlace() {
    assertEquals(
        List.of("exam-00000", "exam-00001", "exam-00002", "exam-00003", "exam-00004"),
        ids(
            exam(null, "L_CC", "R_CC"),
            exam(null, "same_L_CC", "same_R_CC"),
            exam(null, "same_L_CC", "same_R_MLO"),
            exam(null, "2024/may/L_CC", "2024/may/R_CC"),
            exam(null)));
  }

  @Test
  void aPlaceNeverTakesTheNameOfAnotherExam() {
    assertEquals(
        List.of("exam-00001", "exam-00001-"),
        ids(exam("exam-00001", "a"), exam(null, "L_CC", "R_CC")));
  }

  @Test
  void unsafeNamesAndPathsAreRefusedExamByExam() {
    List<ExamListEntry> exams =
        List.of(
            exam("../../etc", "0_L_CC"),
            exam("/abs", "1_L_CC"),
            exam("", "2_L_CC"),
            exam("a\tb", "3_L_CC"),
            exam(null, "../4_L_CC"),
            exam(null, "/5_L_CC"),
            exam(null, "6//L_CC"),
            exam(null, "7/../../L_CC"),
            exam(null, "8\\L_CC"),
            exam("fine", "sub/folder/9_L_CC"));
    List<FlatExamList.Named> named = FlatExamList.name(exams);
    for (int i = 0; i < 9; i++) {
      assertEquals(ExamId.ofIndex(i), named.get(i).id());
      assertEquals(false, named.get(i).refusal() == null, "exam " + i);
    }
    assertEquals("fine", named.get(9).id());
    assertNull(named.get(9).refusal());
  }

  @Test
  void examsThatShareTheirIdAreAllRefused() {
    List<FlatExamList.Named> named =
        FlatExamList.name(List.of(exam("a", "0"), exam("a", "1"), exam("b", "2")));
    assertEquals("exam ID \"a\" stands in the list more than once", named.get(0).refusal());
    assertEquals("exam ID \"a\" stands in the list more than once", named.get(1).refusal());
    assertNull(named.get(2).refusal());
  }

  private static List<String> ids(ExamListEntry... exams) {
    return FlatExamList.name(List.of(exams)).stream().map(FlatExamList.Named::id).toList();
  }

  private static ExamListEntry exam(@Nullable String id, String... paths) {
    return new ExamListEntry(id, HorizontalFlip.NO, Map.of(View.L_CC, List.of(paths)));
  }
}
