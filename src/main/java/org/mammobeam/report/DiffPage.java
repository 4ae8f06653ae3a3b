package org.mammobeam.report;

import java.util.List;
import java.util.Locale;

/**
 * A page that shows exams of two runs side by side: HTML that needs no server and no network.
 *
 * @param header what it says of the runs
 */
public record DiffPage(DiffHeader header) {
  /** Exams on the page. */
  public static final int EXAMS = 200;

  private static final int LISTED = 100;
  private static final List<String> MODELS = List.of("image-heatmaps", "image");

  /**
   * The page, to lie in a folder of the output folder.
   *
   * @param cards the exams that moved most
   */
  public String html(List<DiffCard> cards) {
    StringBuilder html = PageFrame.begin("Runs " + header.before() + " and " + header.now(), "../");
    top(html, cards.size());
    html.append("<div class=\"bar\"><div>")
        .append(PageFrame.TOGGLES)
        .append("</div></div>\n<main>\n");
    cards.forEach(card -> exam(html, card));
    html.append("</main>\n<footer>").append(PageFrame.LEGEND);
    return html.append("</footer>\n</body></html>\n").toString();
  }

  private void top(StringBuilder html, int shown) {
    html.append("<header><h1>What moved between two runs</h1><p class=\"facts\">before: run ")
        .append(Html.text(header.before()))
        .append(", models ")
        .append(Html.text(header.models().get(0)))
        .append(" · after: run ")
        .append(Html.text(header.now()))
        .append(", models ")
        .append(Html.text(header.models().get(1)))
        .append("</p>\n<p class=\"facts\">")
        .append(header.exams())
        .append(" exams in both · scores of ")
        .append(header.moved())
        .append(" differ");
    if (shown < header.moved()) {
      html.append(", of which the ").append(shown).append(" that moved most are shown");
    }
    html.append("</p>\n");
    PageFrame.notice(html, header.disclaimer());
    list(html, "Exams before only", "", header.onlyBefore());
    list(html, "Exams after only", "", header.onlyNow());
    list(html, "Failures that went", "", header.failuresGone());
    list(html, "Failures that came", "failures", header.failuresNew());
    html.append("</header>\n");
  }

  private static void list(StringBuilder html, String title, String classes, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    html.append("<details><summary>")
        .append(title)
        .append(": ")
        .append(lines.size())
        .append("</summary><ul class=\"")
        .append(classes)
        .append("\">");
    lines.stream()
        .limit(LISTED)
        .forEach(line -> html.append("<li>").append(Html.text(line)).append("</li>\n"));
    if (lines.size() > LISTED) {
      html.append("<li>and ").append(lines.size() - LISTED).append(" more</li>");
    }
    html.append("</ul></details>\n");
  }

  private void exam(StringBuilder html, DiffCard card) {
    html.append("<section class=\"exam pair\"><h2>")
        .append(Html.text(card.exam()))
        .append("<small>moved by ")
        .append(ExamSection.decimal(card.by()))
        .append("</small></h2>\n");
    half(html, "before", card.before());
    half(html, "after", card.now());
    html.append("<div>");
    MODELS.forEach(model -> scores(html, model, card));
    html.append("</div><div><h3>why</h3><ul>");
    card.reasons().forEach(reason -> html.append("<li>").append(Html.text(reason)).append("</li>"));
    html.append("</ul></div></section>\n");
  }

  private static void half(StringBuilder html, String title, DiffCard.Painted painted) {
    html.append("<div><h3>").append(title).append("</h3>");
    Views.write(html, painted.folder(), painted.images());
    html.append("</div>");
  }

  private static void scores(StringBuilder html, String model, DiffCard card) {
    List<DiffCard.Score> scores =
        card.scores().stream().filter(score -> score.model().equals(model)).toList();
    if (scores.isEmpty()) {
      return;
    }
    html.append("<table><caption>")
        .append(model.equals("image") ? "image only" : "image and heatmaps")
        .append("</caption><thead><tr><th></th><th>right</th><th></th><th>left</th><th></th></tr>")
        .append("</thead>");
    for (String finding : List.of("malignant", "benign")) {
      html.append("<tr><th>").append(finding).append("</th>");
      cell(html, scores, "right_" + finding);
      cell(html, scores, "left_" + finding);
      html.append("</tr>");
    }
    html.append("</table>\n");
  }

  private static void cell(StringBuilder html, List<DiffCard.Score> scores, String label) {
    for (DiffCard.Score score : scores) {
      if (score.label().equals(label)) {
        boolean high = label.endsWith("malignant") && high(score.now());
        html.append(high ? "<td class=\"high\">" : "<td>")
            .append(text(score.before()))
            .append(" → ")
            .append(text(score.now()))
            .append("</td><td class=\"by\">")
            .append(moved(score))
            .append("</td>");
      }
    }
  }

  private static boolean high(String probability) {
    return !probability.isEmpty() && Double.parseDouble(probability) >= ExamSection.HIGH;
  }

  private static String text(String probability) {
    return probability.isEmpty() ? "none" : ExamSection.decimal(Double.parseDouble(probability));
  }

  private static String moved(DiffCard.Score score) {
    return score.before().isEmpty() || score.now().isEmpty() || score.by() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "%+.3f",
            Double.parseDouble(score.now()) - Double.parseDouble(score.before()));
  }
}
