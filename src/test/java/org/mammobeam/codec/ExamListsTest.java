package org.mammobeam.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mammobeam.exam.ExamListEntry;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.View;

final class ExamListsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void listsOfEveryPickleProtocolAreRead(int protocol) throws Exception {
    try (InputStream in = resource("exam-list-protocol-" + protocol + ".pkl")) {
      assertExams(ExamLists.read("list.pkl", in));
    }
  }

  @Test
  void theSameListIsReadFromJson() throws Exception {
    try (InputStream in = resource("exam-list.json")) {
      assertExams(ExamLists.read("exam.json", in));
    }
  }

  @Test
  void thePickleOfThePachydermExampleIsRead() throws Exception {
    try (InputStream in = resource("gen_exam_list_before_cropping.pkl")) {
      ExamListEntry exam = ExamLists.readPickle(in).get(0);
      assertEquals(HorizontalFlip.NO, exam.horizontalFlip());
      assertEquals(List.of("L_CC", "R_CC", "L_MLO", "R_MLO"), exam.allShortPaths());
    }
  }

  @Test
  void otherShapesAreRefused() {
    assertRefused("the exam list is no list but a dict", "{}");
    assertRefused("the exam list is no list but nothing", "null");
    assertRefused("exam 0 of the list is no dict but a text", "[\"L_CC\"]");
    assertRefused("exam 0 of the list needs horizontal_flip", "[{\"L-CC\": []}]");
    assertRefused("needs horizontal_flip as 'NO' or 'YES'", "[{\"horizontal_flip\": \"no\"}]");
    assertRefused("needs horizontal_flip", "[{\"horizontal_flip\": false}]");
    assertRefused(
        "exam 1 of the list has for L-CC no list of short paths but a text",
        "[{\"horizontal_flip\":\"NO\"}, {\"horizontal_flip\":\"NO\", \"L-CC\":\"L_CC\"}]");
    assertRefused(
        "has for R-MLO a short path that is a value",
        "[{\"horizontal_flip\":\"NO\", \"R-MLO\":[7]}]");
  }

  @Test
  void jsonIsReadStrictly() {
    assertRefused("empty", "");
    assertRefused("Duplicate field", "[{\"horizontal_flip\":\"NO\",\"horizontal_flip\":\"YES\"}]");
    assertRefused("damaged", "[] []");
    assertRefused("damaged", "[");
    assertRefused("damaged", "[{'horizontal_flip':'NO'}]");
    assertRefused("damaged", "[NaN]");
    assertRefused("nesting depth", "[".repeat(100_000));
    assertRefused("Number", "[" + "9".repeat(5000) + "]");
    assertRefused("damaged", "[\"\u00e9\"]".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void unsafePicklesAreRefused() {
    byte[] pickle = new PickleBytes().op(PickleOpcode.GLOBAL, "os\nsystem\n").stop();
    Refusals.assertRefused(
        "pickle refused as unsafe: opcode GLOBAL at byte 0",
        () -> ExamLists.readPickle(new ByteArrayInputStream(pickle)));
  }

  @Test
  void aListThatSharesItsItemsWithoutEndIsRefused() {
    PickleBytes bomb = new PickleBytes().op(PickleOpcode.EMPTY_LIST).op(PickleOpcode.BINPUT, 0);
    bomb.op(PickleOpcode.MARK);
    for (int i = 0; i < 10_000; i++) {
      bomb.op(PickleOpcode.NONE);
    }
    bomb.op(PickleOpcode.APPENDS).op(PickleOpcode.POP);
    bomb.op(PickleOpcode.EMPTY_LIST).op(PickleOpcode.MARK);
    for (int i = 0; i < 10_000; i++) {
      bomb.op(PickleOpcode.BINGET, 0);
    }
    byte[] pickle = bomb.op(PickleOpcode.APPENDS).stop();
    Refusals.assertRefused(
        "unfolds to more than", () -> ExamLists.readPickle(new ByteArrayInputStream(pickle)));
  }

  private static void assertExams(List<ExamListEntry> exams) {
    assertEquals(2, exams.size());
    ExamListEntry first = exams.get(0);
    assertEquals("P\u00e9ter 1", first.examId());
    assertEquals(HorizontalFlip.YES, first.horizontalFlip());
    assertEquals(List.of("0_L_CC", "0_L_CC_2"), first.shortPaths(View.L_CC));
    assertEquals(List.of(), first.shortPaths(View.R_MLO));
    assertNull(exams.get(1).examId());
    assertEquals(HorizontalFlip.NO, exams.get(1).horizontalFlip());
    assertEquals(List.of(View.R_CC, View.L_MLO, View.R_MLO), exams.get(1).missingViews());
  }

  private static void assertRefused(String reason, String json) {
    assertRefused(reason, json.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(String reason, byte[] json) {
    Refusals.assertRefused(reason, () -> ExamLists.readJson(new ByteArrayInputStream(json)));
  }

  static InputStream resource(String name) throws IOException {
    InputStream in = ExamListsTest.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("no resource " + name);
    }
    return in;
  }
}
