package org.mammobeam.exam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ExamIdTest {
  @Test
  void ordinaryIdsAreTheirOwnFileNames() {
    assertEquals("gmic0", ExamId.fileName("gmic0"));
    assertEquals("P-2024_05.1", ExamId.fileName("P-2024_05.1"));
  }

  @Test
  void otherCharactersAreEscaped() {
    assertEquals("a~20b", ExamId.fileName("a b"));
    assertEquals("a~2Fb~7E", ExamId.fileName("a/b~"));
    assertEquals("~2E.", ExamId.fileName(".."));
    assertEquals("~2Drf", ExamId.fileName("-rf"));
    assertEquals("M~C3~BCller", ExamId.fileName("M\u00fcller"));
  }

  @Test
  void longIdsStayApart() {
    String first = ExamId.fileName("\u00fc".repeat(200) + "1");
    String second = ExamId.fileName("\u00fc".repeat(200) + "2");
    assertNotEquals(first, second);
    assertTrue(first.length() <= 120, first);
  }

  @Test
  void differentIdsNeverShareAFileName() {
    Random random = new Random(3);
    String letters = "aZ9._-~ /\u00fc%2";
    Set<String> ids = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder id = new StringBuilder();
      for (int length = random.nextInt(5); length >= 0; length--) {
        id.append(letters.charAt(random.nextInt(letters.length())));
      }
      ids.add(id.toString());
      names.add(ExamId.fileName(id.toString()));
    }
    assertEquals(ids.size(), names.size());
    names.forEach(name -> assertTrue(name.matches("[A-Za-z0-9~][A-Za-z0-9._~-]*"), name));
  }
}
