package org.mammobeam.report;

import java.util.List;

/** The painted images of an exam, as they are hung. */
final class Views {
  /** As radiologists hang them: right breast left, so that chest walls meet in the middle. */
  private static final List<String> HANGING = List.of("R-CC", "L-CC", "R-MLO", "L-MLO");

  private Views() {}

  /**
   * Writes the four views.
   *
   * @param folder of the painted images, relative to the output folder
   * @param images their names, such as {@code L-CC-0}; none where nothing was painted
   */
  static void write(StringBuilder html, String folder, List<String> images) {
    if (images.isEmpty()) {
      html.append("<div class=\"views\"><p class=\"none\" style=\"grid-column:1/-1\">")
          .append("no images were painted</p></div>\n");
      return;
    }
    html.append("<div class=\"views\">");
    for (String view : HANGING) {
      html.append("<figure class=\"")
          .append(view.startsWith("R") ? 'r' : 'l')
          .append("\"><div class=\"images\">");
      images.stream()
          .filter(image -> image.startsWith(view + "-"))
          .forEach(image -> image(html, folder + "/" + image));
      html.append("</div><figcaption>").append(view).append("</figcaption></figure>\n");
    }
    html.append("</div>\n");
  }

  private static void image(StringBuilder html, String file) {
    html.append("<a class=\"view\" href=\"").append(file).append(".png\">");
    picture(html, "", file + "-image.png");
    picture(html, "layer b", file + "-benign.png");
    picture(html, "layer m", file + "-malignant.png");
    html.append("</a>");
  }

  private static void picture(StringBuilder html, String classes, String file) {
    html.append("<img loading=\"lazy\" alt=\"\" class=\"")
        .append(classes)
        .append("\" src=\"")
        .append(file)
        .append("\">");
  }
}
