package org.mammobeam.beam;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mammobeam.report.ReportCard;
import org.mammobeam.report.ReportHeader;
import org.mammobeam.report.ReportPage;

/**
 * Writes the pages of the report, exams by score; holds the exams of one page.
 *
 * @param output folder of the output
 * @param header what is the same on all pages
 * @param cards files of cards by score
 */
record ReportFiles(Folder output, ReportHeader header, List<String> cards) {
  /** Folder of the pages. */
  static final String FOLDER = "report/";

  /**
   * The header that the pages of a run share.
   *
   * @param failures the first ones, for people
   */
  static ReportHeader header(RunSummary run, List<String> failures) {
    RunInfo info = run.info();
    SortedMap<String, String> models = new TreeMap<>();
    info.plan().models().byRole().forEach((role, digest) -> models.put(role, digest.hex()));
    return new ReportHeader(
        run.run(),
        info.program(),
        info.plan().models().bundle(),
        info.disclaimer(),
        run.exams().count(),
        run.failedExams(),
        models,
        info.stages(),
        failures,
        Savings.of(run.stages()).text());
  }

  /**
   * Writes all pages.
   *
   * @param above folder of the report's folder, relative to the output: empty, or with a slash at
   *     the end
   * @return the files, relative to the output folder
   */
  List<String> write(String above) throws IOException {
    String folder = above + FOLDER;
    String root = "../".repeat((int) folder.chars().filter(c -> c == '/').count());
    int pages = ReportPage.pagesOf(header.exams());
    List<String> files = new ArrayList<>();
    try (SortedLines<ReportCard> sorted =
        new SortedLines<>(output, cards, ReportCard.class, ReportCard.BY_SCORE)) {
      for (int page = 1; page <= pages; page++) {
        List<ReportCard> ofPage = new ArrayList<>();
        while (ofPage.size() < ReportPage.EXAMS) {
          Optional<ReportCard> card = sorted.next();
          if (card.isEmpty()) {
            break;
          }
          ofPage.add(card.get());
        }
        String html = new ReportPage(header, page, pages).html(ofPage, root, folder);
        String file = folder + ReportPage.file(page);
        output.write(file, html.getBytes(StandardCharsets.UTF_8));
        files.add(file);
      }
    }
    return files;
  }
}
