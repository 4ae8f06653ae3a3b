package org.mammobeam.report;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** The part of a page that shows one exam. */
final class ExamSection {
  private static final double HIGH = 0.5;

  /** As radiologists hang them: right breast left, so that chest walls meet in the middle. */
  private static final List<String> HANGING = List.of("R-CC", "L-CC", "R-MLO", "L-MLO");

  private final StringBuilder html;

  ExamSection(StringBuilder html) {
    this.html = html;
  }

  void write(ReportCard card) {
    html.append("<section class=\"exam\"><h2>").append(Html.text(card.exam()));
    if (card.score() >= 0) {
      html.append("<span class=\"meter\"><i style=\"width:")
          .append(Math.round(100 * card.score()))
          .append("%\"></i></span><small>malignant, greater of both breasts: ")
          .append(decimal(card.score()))
          .append("</small>");
    }
    html.append("</h2>\n");
    views(card);
    html.append("<div>");
    scores("image and heatmaps", card.imageHeatmaps());
    scores("image only", card.image());
    if (!card.failures().isEmpty()) {
      html.append("<ul class=\"failures\">");
      card.failures()
          .forEach(failure -> html.append("<li>").append(Html.text(failure)).append("</li>"));
      html.append("</ul>");
    }
    html.append("</div></section>\n");
  }

  private void views(ReportCard card) {
    if (card.images().isEmpty()) {
      html.append("<div class=\"views\"><p class=\"none\" style=\"grid-column:1/-1\">")
          .append("no images were painted</p></div>\n");
      return;
    }
    html.append("<div class=\"views\">");
    for (String view : HANGING) {
      html.append("<figure class=\"")
          .append(view.startsWith("R") ? 'r' : 'l')
          .append("\"><div class=\"images\">");
      card.images().stream()
          .filter(image -> image.startsWith(view + "-"))
          .forEach(image -> image(card.folder() + "/" + image));
      html.append("</div><figcaption>").append(view).append("</figcaption></figure>\n");
    }
    html.append("</div>\n");
  }

  private void image(String file) {
    html.append("<a class=\"view\" href=\"").append(file).append(".png\">");
    picture("", file + "-image.png");
    picture("layer b", file + "-benign.png");
    picture("layer m", file + "-malignant.png");
    html.append("</a>");
  }

  private void picture(String classes, String file) {
    html.append("<img loading=\"lazy\" alt=\"\" class=\"")
        .append(classes)
        .append("\" src=\"")
        .append(file)
        .append("\">");
  }

  private void scores(String model, SortedMap<String, String> values) {
    if (values.isEmpty()) {
      return;
    }
    html.append("<table><caption>")
        .append(model)
        .append("</caption><thead><tr><th></th><th>right</th><th>left</th></tr></thead>");
    for (String finding : List.of("malignant", "benign")) {
      html.append("<tr><th>").append(finding).append("</th>");
      cell(values.getOrDefault("right_" + finding, "NaN"), finding);
      cell(values.getOrDefault("left_" + finding, "NaN"), finding);
      html.append("</tr>");
    }
    html.append("</table>\n");
  }

  private void cell(String value, String finding) {
    double probability = Double.parseDouble(value);
    boolean high = finding.equals("malignant") && probability >= HIGH;
    html.append(high ? "<td class=\"high\">" : "<td>").append(decimal(probability)).append("</td>");
  }

  private static String decimal(double probability) {
    return String.format(Locale.ROOT, "%.3f", probability);
  }
}
