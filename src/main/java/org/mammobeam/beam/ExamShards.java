package org.mammobeam.beam;

import org.mammobeam.artifact.Hash128;

/**
 * Shares exams out by their IDs. Steps with fewer shards have numbers that divide those of steps
 * before them, so that what comes out of one shard falls into one: the in-process runner clones a
 * group's elements for every bundle that adds to it.
 */
final class ExamShards {
  /**
   * Exams are gathered in so many shards: some engines spend milliseconds on every key, which is
   * nothing beside screening an exam and a lot beside finding it unchanged.
   */
  static final int GATHERED = 256;

  /** A run's rows are written in so many files. */
  static final int WRITTEN = 32;

  private ExamShards() {}

  /** The shard of an exam, by the hash of its ID. */
  static int of(Hash128 exam, int shards) {
    return (int) Long.remainderUnsigned(exam.high(), shards);
  }
}
