package org.mammobeam.beam;

import java.io.Serializable;
import org.mammobeam.artifact.Hash128;

/**
 * How many exams, and which, in 24 bytes: two sets are the same where these are. Sums do not depend
 * on the order.
 *
 * @param count of exams
 * @param high half of the sum of the hashes of their IDs
 * @param low the other half
 */
public record ExamSet(long count, long high, long low) implements Serializable {
  public static final ExamSet EMPTY = new ExamSet(0, 0, 0);

  /** The set of one exam. */
  public static ExamSet of(String id) {
    Hash128 hash = Hash128.of(id);
    return new ExamSet(1, hash.high(), hash.low());
  }

  /** Both sets, which have no exam in common. */
  public ExamSet plus(ExamSet other) {
    return new ExamSet(count + other.count, high + other.high, low + other.low);
  }

  static ExamSet sum(Iterable<ExamSet> sets) {
    ExamSet sum = EMPTY;
    for (ExamSet set : sets) {
      sum = sum.plus(set);
    }
    return sum;
  }
}
