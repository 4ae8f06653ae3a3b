package org.mammobeam.exam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class ExamFolderTest {
  private static final ExamListEntry SCREENING = entry(HorizontalFlip.NO, "L_CC");

  @Test
  void fileNamesTellViewAndOrderInAnyOrder() throws Exception {
    ExamFolder folder =
        ExamFolder.of(
            List.of(
                "R_MLO_10.png",
                "R-MLO-2.png",
                "R_MLO.png",
                "L_CC.png",
                "L_CC.jpg",
                "l_mlo.png",
                "L_CC_old.png",
                "xL_CC.png",
                "notes.txt"));
    ExamListEntry exam = folder.named(HorizontalFlip.YES);
    assertEquals(HorizontalFlip.YES, exam.horizontalFlip());
    assertEquals(List.of("L_CC"), exam.shortPaths(View.L_CC));
    assertEquals(List.of("R_MLO", "R-MLO-2", "R_MLO_10"), exam.shortPaths(View.R_MLO));
    assertEquals(List.of(View.R_CC, View.L_MLO), exam.missingViews());
    assertEquals(5, folder.ignored(exam));
  }

  @Test
  void twoFilesForOneImageAreAFailure() {
    assertFails(
        "L-CC.png and L_CC.png claim to be the same image",
        () -> ExamFolder.of(List.of("L_CC.png", "L-CC.png")).named(HorizontalFlip.NO));
    assertFails(
        "claim to be the same image",
        () -> ExamFolder.of(List.of("L_CC_2.png", "L_CC_02.png")).named(HorizontalFlip.NO));
  }

  @Test
  void listsThatAgreeAreOneExam() throws Exception {
    ExamFolder folder =
        ExamFolder.of(List.of("exam.json", "L_CC.png", "scan.png", "gen_exam_list.pkl"));
    assertEquals(List.of("gen_exam_list.pkl", "exam.json"), folder.lists());
    ExamListEntry named =
        new ExamListEntry("a name", SCREENING.horizontalFlip(), SCREENING.shortPaths());
    ExamListEntry exam = folder.listed(List.of(List.of(SCREENING), List.of(named)));
    assertEquals(List.of("L_CC"), exam.shortPaths(View.L_CC));
    assertEquals(1, folder.ignored(exam));
  }

  @Test
  void listsThatDisagreeAreAFailure() {
    ExamFolder folder =
        ExamFolder.of(
            List.of("exam.json", "gen_exam_list.pkl", "gen_exam_list_before_cropping.pkl"));
    ExamListEntry mirrored = entry(HorizontalFlip.YES, "L_CC");
    ExamListEntry other = entry(HorizontalFlip.NO, "L_CC_2");
    for (ExamListEntry odd : List.of(mirrored, other)) {
      assertFails(
          "gen_exam_list_before_cropping.pkl and exam.json disagree",
          () -> folder.listed(List.of(List.of(SCREENING), List.of(SCREENING), List.of(odd))));
    }
  }

  @Test
  void aListInAFolderHoldsOneExam() {
    ExamFolder folder = ExamFolder.of(List.of("exam.json"));
    assertFails("exam.json holds 0 exams", () -> folder.listed(List.of(List.of())));
    assertFails(
        "exam.json holds 2 exams", () -> folder.listed(List.of(List.of(SCREENING, SCREENING))));
  }

  @Test
  void aListCannotLeadOutOfItsFolder() {
    ExamFolder folder = ExamFolder.of(List.of("exam.json"));
    for (String path :
        List.of(
            "../other/L_CC",
            "..",
            ".",
            "",
            "/etc/passwd",
            "sub/L_CC",
            "a\\b",
            "C:L_CC",
            "L\u0000CC",
            "L\nCC",
            "L\u202eCC",
            "x".repeat(256))) {
      assertFails(
          "short path", () -> folder.listed(List.of(List.of(entry(HorizontalFlip.NO, path)))));
    }
  }

  private static ExamListEntry entry(HorizontalFlip flip, String path) {
    return new ExamListEntry(null, flip, Map.of(View.L_CC, List.of(path)));
  }

  private static void assertFails(String reason, Executable reading) {
    String message =
        String.valueOf(assertThrows(UnprocessableExamException.class, reading).getMessage());
    assertTrue(message.contains(reason), message);
  }
}
