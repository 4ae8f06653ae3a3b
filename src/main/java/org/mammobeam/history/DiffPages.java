package org.mammobeam.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mammobeam.artifact.Manifest;
import org.mammobeam.beam.Folder;
import org.mammobeam.report.DiffCard;
import org.mammobeam.report.DiffHeader;
import org.mammobeam.report.DiffPage;

/**
 * Writes the page that shows what moved between two runs.
 *
 * @param before the first run
 * @param now the second run
 */
record DiffPages(SoundRun before, SoundRun now) {
  /** Path of the page, relative to the output folder. */
  String file() {
    return "report/diff-%s-%s.html".formatted(before.id(), now.id());
  }

  /** Writes the page. */
  void write(RunDiff diff) throws IOException {
    List<DiffCard> shown = new ArrayList<>();
    int most = Math.min(diff.moved().size(), DiffPage.EXAMS);
    for (DiffCard card : diff.moved().subList(0, most)) {
      shown.add(
          new DiffCard(
              card.exam(),
              card.by(),
              card.scores(),
              card.reasons(),
              there(card.before()),
              there(card.now())));
    }
    String html = new DiffPage(header(diff)).html(shown);
    output().write(file(), html.getBytes(StandardCharsets.UTF_8));
  }

  private Folder output() {
    return now.table().output();
  }

  /** Nothing, if the images are no longer in the store. */
  private DiffCard.Painted there(DiffCard.Painted painted) throws IOException {
    String manifest = painted.folder() + "/" + Manifest.FILE;
    return painted.folder().isEmpty() || output().list(manifest).isEmpty()
        ? DiffCard.Painted.NONE
        : painted;
  }

  private DiffHeader header(RunDiff diff) {
    Set<String> disclaimers = new LinkedHashSet<>();
    disclaimers.add(before.summary().info().disclaimer());
    disclaimers.add(now.summary().info().disclaimer());
    return new DiffHeader(
        before.id(),
        now.id(),
        List.of(models(before), models(now)),
        String.join(" ", disclaimers),
        diff.exams(),
        diff.moved().size(),
        diff.onlyBefore(),
        diff.onlyNow(),
        diff.failuresGone().stream().map(RunComparison::text).toList(),
        diff.failuresNew().stream().map(RunComparison::text).toList());
  }

  private static String models(SoundRun run) {
    return run.summary().info().plan().models().bundle();
  }
}
