package org.mammobeam.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ReportPageTest {
  private static final TreeMap<String, String> SCORES = new TreeMap<>();

  static {
    SCORES.put("left_benign", "0.1");
    SCORES.put("right_benign", "0.2");
    SCORES.put("left_malignant", "0.75");
    SCORES.put("right_malignant", "0.25");
  }

  private static ReportHeader header(long exams) {
    return header(exams, "Only a <demonstration>.");
  }

  private static ReportHeader header(long exams, String disclaimer) {
    return new ReportHeader(
        "000001-abcdef01",
        "mammobeam",
        "demo",
        disclaimer,
        exams,
        1,
        new TreeMap<>(),
        List.of("crop, version 1"),
        List.of("bad, crop: no breast"),
        "2 of 6 stage results were there already");
  }

  private static ReportCard card(String exam, double score) {
    return new ReportCard(
        exam,
        score,
        SCORES,
        new TreeMap<>(),
        "artifacts/visualize/k/a",
        List.of("L-CC-0", "R-CC-0", "L-MLO-0", "R-MLO-0", "R-MLO-1"),
        List.of());
  }

  private static String page(ReportCard... cards) {
    return new ReportPage(header(cards.length), 1, 1).html(List.of(cards), "../", "report/");
  }

  @Test
  void viewsHangRightBreastFirstAndCcAboveMlo() {
    String html = page(card("one", 0.75));
    int[] places =
        List.of("R-CC-0-image", "L-CC-0-image", "R-MLO-0-image", "R-MLO-1-image", "L-MLO-0-image")
            .stream()
            .mapToInt(html::indexOf)
            .toArray();
    int[] sorted = places.clone();
    java.util.Arrays.sort(sorted);
    assertTrue(sorted[0] > 0);
    assertEquals(java.util.Arrays.toString(sorted), java.util.Arrays.toString(places));
  }

  @Test
  void namesAndReasonsCannotBecomeHtml() {
    ReportCard evil =
        new ReportCard(
            "<script>alert(1)</script>",
            -1,
            new TreeMap<>(),
            new TreeMap<>(),
            "",
            List.of(),
            List.of("crop: \"<img src=x onerror=alert(2)>"));
    String html = page(evil);
    assertFalse(html.contains("<script>"), html);
    assertFalse(html.contains("<img src=x"), html);
    assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assertTrue(html.contains("no images were painted"));
    assertTrue(html.contains("Only a &lt;demonstration&gt;."));
  }

  @Test
  void needsNoNetwork() {
    String html = page(card("one", 0.75));
    assertFalse(html.contains("http"), html);
    assertFalse(html.contains("src=\"//"), html);
    assertTrue(html.contains("<base href=\"../\">"));
  }

  @Test
  void pagesAreLinkedFromTheFolderTheyAreIn() {
    String html =
        new ReportPage(header(900), 3, 5).html(List.of(card("one", 0.5)), "../../", "runs/1/");
    assertTrue(html.contains("<a href=\"runs/1/index.html\">1</a>"), html);
    assertTrue(html.contains("<b>3</b>"));
    assertTrue(html.contains("<a href=\"runs/1/page-5.html\">5</a>"));
    assertFalse(html.contains("no breast"), "failures are listed on the first page only");
  }

  @Test
  void aPageTakes200Exams() {
    assertEquals(1, ReportPage.pagesOf(0));
    assertEquals(1, ReportPage.pagesOf(200));
    assertEquals(2, ReportPage.pagesOf(201));
  }

  @Test
  void cardsAreSortedByScoreThenByBytesOfTheId() {
    List<ReportCard> cards =
        new java.util.ArrayList<>(
            List.of(
                card("b", 0.5),
                card("a", 0.5),
                card("c", 0.9),
                card("\uD83D\uDE00", 0.5),
                card("\uFFFD", 0.5)));
    cards.sort(ReportCard.BY_SCORE);
    assertEquals(
        List.of("c", "a", "b", "\uFFFD", "\uD83D\uDE00"),
        cards.stream().map(ReportCard::exam).toList());
  }

  @Test
  void thatItIsNotForClinicalUseIsSaidOnce() {
    for (String disclaimer : List.of("Only a demonstration.", "A test. Not for clinical use.")) {
      ReportPage page = new ReportPage(header(0, disclaimer), 1, 1);
      String html = page.html(List.of(), "../", "report/").toLowerCase(java.util.Locale.ROOT);
      assertEquals(2, html.split("not for clinical use", -1).length, disclaimer);
    }
  }
}
