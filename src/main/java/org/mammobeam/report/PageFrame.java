package org.mammobeam.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What all pages have in common. */
public final class PageFrame {
  /** Switches for both heatmaps. */
  static final String TOGGLES = toggle("malignant") + toggle("benign");

  /** How to read the images. */
  static final String LEGEND =
      "<p>Views hang as radiologists hang them: right breast left, chest walls back to back."
          + " A heatmap's colour is the stronger the more probable the patch network finds a"
          + " lesion there. Click a view to enlarge it.</p>\n";

  private PageFrame() {}

  private static String toggle(String finding) {
    return ("<label><input type=\"checkbox\" checked"
            + " onchange=\"document.body.classList.toggle('no-%s')\">"
            + "<span class=\"swatch\" style=\"background:var(--%s)\"></span>%s heatmap</label>\n")
        .formatted(finding, finding, finding);
  }

  /**
   * The beginning of a page, up to its body.
   *
   * @param title of the page, escaped where that is needed
   * @param root path from the page's folder to the output folder
   */
  public static StringBuilder begin(String title, String root) {
    return new StringBuilder(1 << 16)
        .append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<base href=\"")
        .append(root)
        .append("\"><title>")
        .append(title)
        .append("</title>\n<style>\n")
        .append(style())
        .append("</style></head><body>\n");
  }

  /** What nobody may overlook; the models' disclaimer often says the same as ours. */
  static void notice(StringBuilder html, String disclaimer) {
    boolean said = disclaimer.toLowerCase(Locale.ROOT).contains("not for clinical use");
    String notice = said ? disclaimer : "For research; not for clinical use. " + disclaimer;
    html.append("<p class=\"notice\">").append(Html.text(notice)).append("</p>\n");
  }

  private static String style() {
    try (InputStream in = PageFrame.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("the program is incomplete: report.css");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
