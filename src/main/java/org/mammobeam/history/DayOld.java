package org.mammobeam.history;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.mammobeam.beam.Folder;

/**
 * Tells what has lain for a day from what may still be in the making.
 *
 * @param nowMillis the time by the clock that the files' times come from, in milliseconds since
 *     1970
 */
record DayOld(long nowMillis) {
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** Asks the file system for its time, by a file that is written for that. */
  static DayOld by(Folder output) throws IOException {
    String probe = "gc." + UUID.randomUUID() + ".tmp";
    output.write(probe, new byte[] {0});
    try {
      List<Metadata> written = output.list(probe);
      if (written.isEmpty()) {
        throw new IOException(output.uri() + " does not list what was just written there");
      }
      return new DayOld(written.get(0).lastModifiedMillis());
    } finally {
      output.delete(List.of(probe));
    }
  }

  /** Whether a file has not been written for a day; one whose time is unknown has been. */
  boolean is(Metadata file) {
    return file.lastModifiedMillis() > 0 && file.lastModifiedMillis() <= nowMillis - DAY;
  }

  /** Whether none of some files has. */
  boolean all(Collection<Metadata> files) {
    return files.stream().allMatch(this::is);
  }
}
