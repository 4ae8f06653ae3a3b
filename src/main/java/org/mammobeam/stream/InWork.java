package org.mammobeam.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * The times that one exam was queued and the ends of its work which have not met each other yet:
 * the oldest of either meet, and an end may be heard of first.
 *
 * @param queued times of the last file, in milliseconds since 1970
 * @param ended times of publication, {@link #UNPUBLISHED} for work that ended without
 */
record InWork(List<Long> queued, List<Long> ended) {
  /** End of work that led to no publication. */
  static final long UNPUBLISHED = 0;

  static final InWork NOTHING = new InWork(List.of(), List.of());

  InWork queuedAt(long millis) {
    return new InWork(with(queued, millis), ended);
  }

  InWork endedAt(long millis) {
    return new InWork(queued, with(ended, millis));
  }

  /** Whether a beginning and an end meet. */
  boolean hasMet() {
    return !queued.isEmpty() && !ended.isEmpty();
  }

  /** What remains when those that meet have gone. */
  InWork rest() {
    return new InWork(
        new ArrayList<>(queued.subList(1, queued.size())),
        new ArrayList<>(ended.subList(1, ended.size())));
  }

  boolean isNothing() {
    return queued.isEmpty() && ended.isEmpty();
  }

  private static List<Long> with(List<Long> millis, long one) {
    List<Long> more = new ArrayList<>(millis);
    more.add(one);
    return more;
  }
}
