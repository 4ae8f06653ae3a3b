package org.mammobeam.stream;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mammobeam.beam.Activity;
import org.mammobeam.beam.BaseRun;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunResults;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.Snapshot;
import org.mammobeam.beam.TableRef;

/**
 * What goes on in a stream beside the exams: new bundles are taken up, what was published becomes a
 * run, and the stream ends when it was told to and has done its work. All that it decides upon lies
 * in files, so that a keeper which is started anew, wherever, goes on from there.
 *
 * @param run the stream's own folder among the runs: it never becomes a published run
 * @param start of the stream
 * @param stream where the stream tells how it is going
 * @param bundles at the watched place
 * @param timing of the stream
 */
public record StreamKeeper(
    RunFolder run, StreamStart start, StreamFolder stream, BundleWatch bundles, StreamTiming timing)
    implements Serializable {
  /** Begins the task of a run that is a stream's snapshot. */
  public static final String TASK = "streaming";

  /** A run is written whole for every snapshot: that shall not be all that the stream does. */
  private static final int REST = 5;

  /** Every run is looked at for that. */
  private static final Duration SWEEP = Duration.ofMinutes(20);

  /** What was seen by keepers in this process, which the engine makes anew as it likes. */
  private static final Map<RunFolder, Seen> SEEN = new HashMap<>();

  private static final class Seen {
    private @Nullable Current current;
    private @Nullable TableRef table;
    private long nextSnapshotMillis;
    private long nextSweepMillis;
    private long stoppingSinceMillis;
  }

  /** Does what is to be done, and says what the stream goes by from here on. */
  Current look() throws IOException {
    Seen seen;
    synchronized (SEEN) {
      seen = SEEN.computeIfAbsent(run, unused -> new Seen());
    }
    synchronized (seen) {
      return look(seen);
    }
  }

  private Current look(Seen seen) throws IOException {
    BundleWatch.Look bundle = bundles.look();
    boolean drained = isDrained(seen);
    long now = System.currentTimeMillis();
    TableRef table = seen.table;
    if (table == null || drained || now >= seen.nextSnapshotMillis) {
      table = table(bundle.edition(), seen.table);
      long took = System.currentTimeMillis() - now;
      seen.table = table;
      seen.nextSnapshotMillis = now + Math.max(timing.snapshots().toMillis(), REST * took);
    }
    if (now >= seen.nextSweepMillis) {
      new OldSnapshots(stream.output()).delete();
      seen.nextSweepMillis = now + SWEEP.toMillis();
    }
    Current current = new Current(now, table, bundle.edition(), bundle.refusal(), drained);
    Current before = seen.current;
    if (before != null && before.isLike(current)) {
      return before;
    }
    Activity.note();
    seen.current = current;
    return current;
  }

  /** The newest run's table, after a run was made of what it lacks. */
  private TableRef table(Edition edition, @Nullable TableRef before) throws IOException {
    TableRef base = newest(before);
    List<Edition> editions = new Editions(stream.output()).all();
    Optional<RunSummary> snapshot =
        new Snapshot(
                stream.output(),
                edition.info(),
                editions.stream().map(any -> any.info().plan()).toList())
            .take(base);
    if (snapshot.isEmpty()) {
      return base;
    }
    return BaseRun.find(stream.output(), refusal -> {});
  }

  /** The newest run's table; what was checked before is not read again. */
  private TableRef newest(@Nullable TableRef before) throws IOException {
    Optional<RunFolder> newest = RunResults.newest(stream.output());
    if (before != null && newest.map(RunFolder::id).equals(Optional.of(before.run()))) {
      return before;
    }
    return BaseRun.find(stream.output(), refusal -> {});
  }

  /** Whether nothing is under way any more, in a stream that was told to stop. */
  private boolean isDrained(Seen seen) throws IOException {
    if (!stream.isStopping()) {
      seen.stoppingSinceMillis = 0;
      return false;
    }
    Activity.note();
    long now = System.currentTimeMillis();
    if (seen.stoppingSinceMillis == 0) {
      seen.stoppingSinceMillis = now;
    }
    // By then the watch has seen it too, and the last exams that it noticed are on their way.
    Duration grace = timing.settle().plus(timing.poll().multipliedBy(2)).plusSeconds(3);
    return now - seen.stoppingSinceMillis > grace.toMillis()
        && StreamStatus.read(stream.output()).map(status -> status.inWork() == 0).orElse(true);
  }
}
