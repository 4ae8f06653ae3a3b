package org.mammobeam.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.state.MapState;
import org.jspecify.annotations.Nullable;

/**
 * What a stream's status is made of. An event touches a few small entries, however many there are.
 *
 * @param counts by name
 * @param facts by the kind of event that told them
 * @param inWork by exam, while it is in work
 * @param waiting by exam, while it waits; with empty text, an end of waiting that came too early
 * @param failed by exam, while its newest publication is a failure
 * @param latencies counts by {@link #place}
 */
record StatusBook(
    MapState<String, Long> counts,
    MapState<String, Told> facts,
    MapState<String, InWork> inWork,
    MapState<String, Told> waiting,
    MapState<String, Told> failed,
    MapState<Long, Long> latencies) {
  private static final String IN_WORK = "in-work";
  private static final String WAITING = "waiting";
  private static final String FAILED = "failed";
  private static final long SLOT_MILLIS = 600_000;
  private static final int SLOTS = 6;

  /** Slot of the latencies of all time; others are numbered since 1970. */
  private static final long ALL = 0;

  /**
   * Takes an event in.
   *
   * @return the bucket of the latency that was learnt, if one was
   */
  OptionalInt take(StreamEvent event) {
    switch (event.kind()) {
      case WAITING -> startWaiting(event);
      case READY -> endWaiting(event);
      case QUEUED -> {
        return work(event.exam(), found(inWork, event.exam()).queuedAt(event.millis()));
      }
      case LEFT -> {
        return work(event.exam(), found(inWork, event.exam()).endedAt(InWork.UNPUBLISHED));
      }
      case SAME -> {
        outcome(event);
        return work(event.exam(), found(inWork, event.exam()).endedAt(InWork.UNPUBLISHED));
      }
      case PUBLISHED, REPLACED -> {
        outcome(event);
        return work(event.exam(), found(inWork, event.exam()).endedAt(event.millis()));
      }
      case EDITION, REFUSED, SNAPSHOT ->
          facts.put(
              event.kind().name(), fact(event.kind()).then(new Told(event.text(), event.millis())));
      // Restored from a savepoint, a stream is stopped again.
      case DRAINED -> facts.put(event.kind().name(), new Told("", event.millis()));
    }
    return OptionalInt.empty();
  }

  private void startWaiting(StreamEvent event) {
    Told before = waiting.get(event.exam()).read();
    if (before == null) {
      count(WAITING, 1);
    } else if (before.text().isEmpty() && before.millis() >= event.millis()) {
      waiting.remove(event.exam());
      return;
    } else if (before.text().isEmpty()) {
      count(WAITING, 1);
    }
    waiting.put(event.exam(), new Told(event.text(), event.millis()));
  }

  private void endWaiting(StreamEvent event) {
    Told before = waiting.get(event.exam()).read();
    if (before == null || before.text().isEmpty()) {
      waiting.put(event.exam(), new Told("", event.millis()));
      return;
    }
    waiting.remove(event.exam());
    count(WAITING, -1);
  }

  private void outcome(StreamEvent event) {
    count(event.kind().name(), 1);
    Told before = failed.get(event.exam()).read();
    if (before != null && before.millis() > event.millis()) {
      return;
    }
    if (!event.text().isEmpty()) {
      failed.put(event.exam(), new Told(event.text(), event.millis()));
      count(FAILED, before == null ? 1 : 0);
    } else if (before != null) {
      failed.remove(event.exam());
      count(FAILED, -1);
    }
  }

  private static InWork found(MapState<String, InWork> inWork, String exam) {
    InWork found = inWork.get(exam).read();
    return found == null ? InWork.NOTHING : found;
  }

  private OptionalInt work(String exam, InWork now) {
    boolean wasQueued = !found(inWork, exam).queued().isEmpty();
    InWork left = now.hasMet() ? now.rest() : now;
    if (left.isNothing()) {
      inWork.remove(exam);
    } else {
      inWork.put(exam, left);
    }
    count(IN_WORK, (left.queued().isEmpty() ? 0 : 1) - (wasQueued ? 1 : 0));
    if (!now.hasMet() || now.ended().get(0) == InWork.UNPUBLISHED) {
      return OptionalInt.empty();
    }
    int bucket = LatencyBuckets.of(now.ended().get(0) - now.queued().get(0));
    countLatency(place(ALL, bucket));
    countLatency(place(slot(now.ended().get(0)), bucket));
    return OptionalInt.of(bucket);
  }

  private void countLatency(long place) {
    latencies.put(place, number(latencies.get(place).read()) + 1);
  }

  private static long slot(long millis) {
    return millis / SLOT_MILLIS;
  }

  private static long place(long slot, int bucket) {
    return slot * LatencyBuckets.COUNT + bucket;
  }

  private void count(String name, int more) {
    if (more != 0) {
      counts.put(name, count(name) + more);
    }
  }

  private long count(String name) {
    return number(counts.get(name).read());
  }

  private static long number(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  /** What was told last by events of a kind. */
  Told fact(StreamEvent.Kind kind) {
    Told told = facts.get(kind.name()).read();
    return told == null ? Told.NOTHING : told;
  }

  /** Whether the last snapshot after a stop has been made, by the stream of a start. */
  boolean isDrained(StreamStart start) {
    return fact(StreamEvent.Kind.DRAINED).millis() >= start.millis();
  }

  /**
   * The status.
   *
   * @param stopping whether the stream was asked to stop
   * @param now in milliseconds since 1970
   */
  StreamStatus status(StreamStart start, boolean stopping, long now) {
    SortedMap<Long, Long> all = new TreeMap<>();
    SortedMap<Long, Long> hour = new TreeMap<>();
    readLatencies(all, hour, slot(now) - SLOTS);
    return new StreamStatus(
        start,
        isDrained(start)
            ? StreamStatus.DRAINED
            : stopping ? StreamStatus.DRAINING : StreamStatus.RUNNING,
        now,
        count(StreamEvent.Kind.PUBLISHED.name()),
        count(StreamEvent.Kind.REPLACED.name()),
        count(StreamEvent.Kind.SAME.name()),
        count(FAILED),
        count(IN_WORK),
        count(WAITING),
        Latency.of(all),
        Latency.of(hour),
        fact(StreamEvent.Kind.EDITION),
        fact(StreamEvent.Kind.REFUSED),
        fact(StreamEvent.Kind.SNAPSHOT),
        notes(waiting, Comparator.comparingLong(ExamNote::millis)),
        notes(failed, Comparator.comparingLong(ExamNote::millis).reversed()));
  }

  /** Reads the counts, and removes those of slots that are over. */
  private void readLatencies(
      SortedMap<Long, Long> all, SortedMap<Long, Long> hour, long firstSlot) {
    List<Long> old = new ArrayList<>();
    for (Map.Entry<Long, Long> entry : latencies.entries().read()) {
      long slot = entry.getKey() / LatencyBuckets.COUNT;
      long bound = LatencyBuckets.bound((int) (entry.getKey() % LatencyBuckets.COUNT));
      if (slot == ALL) {
        all.put(bound, entry.getValue());
      } else if (slot < firstSlot) {
        old.add(entry.getKey());
      } else {
        hour.merge(bound, entry.getValue(), Long::sum);
      }
    }
    old.forEach(latencies::remove);
  }

  private static List<ExamNote> notes(MapState<String, Told> told, Comparator<ExamNote> order) {
    List<ExamNote> notes = new ArrayList<>();
    for (Map.Entry<String, Told> entry : told.entries().read()) {
      Told note = entry.getValue();
      if (!note.text().isEmpty()) {
        notes.add(new ExamNote(entry.getKey(), note.text(), note.millis()));
      }
    }
    return notes.stream()
        .sorted(order.thenComparing(ExamNote::exam))
        .limit(StreamStatus.LISTED)
        .toList();
  }
}
