package org.mammobeam.beam;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;

/**
 * A run's results and report as copies at the top of the output folder, where people look for them.
 *
 * @param run that is copied
 */
record TopFiles(RunFolder run) {
  /** Writes them, and takes away pages that an earlier, longer report has left. */
  void write(ReportFiles report) throws IOException {
    for (String file : ResultFiles.FILES) {
      try (InputStream in = run.output().open(run.path(file))) {
        run.output().write(file, in);
      }
    }
    List<String> pages = report.write("");
    List<String> left = new ArrayList<>();
    for (Metadata page : run.output().list(ReportFiles.FOLDER + "page-*.html")) {
      left.add(run.output().relative(page.resourceId()));
    }
    left.removeAll(pages);
    run.output().delete(left);
  }
}
