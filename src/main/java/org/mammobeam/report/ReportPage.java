package org.mammobeam.report;

import java.util.List;

/**
 * A page of the report: HTML that needs no server and no network.
 *
 * @param header what is the same on all pages
 * @param number of the page, from 1
 * @param pages how many there are
 */
public record ReportPage(ReportHeader header, int number, int pages) {
  /** Exams on a page. */
  public static final int EXAMS = 200;

  /** Pages that so many exams take; at least one. */
  public static int pagesOf(long exams) {
    return (int) Math.max(1, (exams + EXAMS - 1) / EXAMS);
  }

  /** Name of a page's file. */
  public static String file(int number) {
    return number == 1 ? "index.html" : "page-" + number + ".html";
  }

  /**
   * The page.
   *
   * @param cards its exams
   * @param root path from the page's folder to the output folder, such as {@code ../}
   * @param folder path from the output folder to the page's, with a slash at the end
   */
  public String html(List<ReportCard> cards, String root, String folder) {
    StringBuilder html = PageFrame.begin("Screening report " + header.run(), root);
    top(html);
    html.append("<div class=\"bar\"><div>").append(PageFrame.TOGGLES);
    navigation(html, folder);
    html.append("</div></div>\n<main>\n");
    ExamSection section = new ExamSection(html);
    cards.forEach(section::write);
    html.append("</main>\n");
    bottom(html);
    return html.append("</body></html>\n").toString();
  }

  private void top(StringBuilder html) {
    html.append("<header><h1>Mammography screening, exams by score</h1><p class=\"facts\">run ")
        .append(Html.text(header.run()))
        .append(" · models ")
        .append(Html.text(header.bundle()))
        .append(" · ")
        .append(header.exams())
        .append(header.exams() == 1 ? " exam" : " exams")
        .append(" · ")
        .append(header.failedExams())
        .append(" with failures</p>\n");
    if (!header.savings().isEmpty()) {
      html.append("<p class=\"facts\">").append(Html.text(header.savings())).append("</p>\n");
    }
    PageFrame.notice(html, header.disclaimer());
    if (number == 1 && !header.failures().isEmpty()) {
      html.append("<details><summary>Failures</summary><ul class=\"failures\">");
      header
          .failures()
          .forEach(failure -> html.append("<li>").append(Html.text(failure)).append("</li>\n"));
      html.append("</ul></details>\n");
    }
    html.append("</header>\n");
  }

  private void navigation(StringBuilder html, String folder) {
    if (pages == 1) {
      return;
    }
    html.append("<nav>page");
    for (int page = 1; page <= pages; page++) {
      boolean near = page == 1 || page == pages || Math.abs(page - number) <= 2;
      if (page == number) {
        html.append(" <b>").append(page).append("</b>");
      } else if (near) {
        html.append(" <a href=\"").append(folder).append(file(page)).append("\">");
        html.append(page).append("</a>");
      } else if (Math.abs(page - number) == 3) {
        html.append(" …");
      }
    }
    html.append("</nav>");
  }

  private void bottom(StringBuilder html) {
    html.append("<footer>")
        .append(PageFrame.LEGEND)
        .append("<details><summary>")
        .append("Models, stages and settings</summary><p><code>")
        .append(Html.text(header.program()))
        .append("</code></p>");
    header
        .models()
        .forEach(
            (role, digest) ->
                html.append("<p><code>model ")
                    .append(role)
                    .append(' ')
                    .append(digest)
                    .append("</code></p>"));
    header
        .stages()
        .forEach(
            stage -> html.append("<p><code>").append(Html.text(stage)).append("</code></p>\n"));
    html.append("</details></footer>\n");
  }
}
