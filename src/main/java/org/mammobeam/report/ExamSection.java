package org.mammobeam.report;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** The part of a page that shows one exam. */
final class ExamSection {
  /** From here on a probability of malignancy stands out. */
  static final double HIGH = 0.5;

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
    Views.write(html, card.folder(), card.images());
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

  /** A probability for people. */
  static String decimal(double probability) {
    return String.format(Locale.ROOT, "%.3f", probability);
  }
}
