package org.mammobeam.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.RunFiles;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunResults;
import org.mammobeam.beam.RunSummary;

/**
 * The runs that streams have made as snapshots. A stream that runs for months would leave
 * thousands: of those older than an hour the last of each day stays.
 *
 * @param output the output folder
 */
record OldSnapshots(Folder output) {
  /** Steps that have not ended may still read an older table. */
  private static final Duration USED = Duration.ofHours(1);

  private static final long DAY = Duration.ofDays(1).toMillis();

  /** Deletes those that are not kept. */
  void delete() throws IOException {
    long now = System.currentTimeMillis();
    Optional<Set<String>> bases = RunFolder.bases(output, RunFolder.unfinished(output));
    if (bases.isEmpty()) {
      return;
    }
    List<String> runs = new ArrayList<>(RunFolder.published(output).toList());
    long laterDay = Long.MAX_VALUE;
    for (int i = runs.size() - 1; i >= 0; i--) {
      RunFolder run = new RunFolder(output, runs.get(i));
      RunSummary summary = RunResults.summary(run);
      if (!summary.info().task().policy().startsWith(StreamKeeper.TASK)) {
        continue;
      }
      long day = summary.finishedMillis() / DAY;
      boolean old = summary.finishedMillis() < now - USED.toMillis();
      if (old && day == laterDay && !bases.get().contains(run.id())) {
        RunFiles.of(run).delete(true);
      }
      laterDay = day;
    }
  }
}
