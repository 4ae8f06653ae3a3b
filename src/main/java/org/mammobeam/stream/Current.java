package org.mammobeam.stream;

import java.io.Serializable;
import org.mammobeam.beam.Screening;
import org.mammobeam.beam.TableRef;
import org.mammobeam.table.Reprocess;
import org.mammobeam.table.SkipRule;

/**
 * What a stream goes by for the time being: the side input that changes.
 *
 * @param number grows with every change
 * @param table that exams are looked up in
 * @param edition what they are screened by
 * @param refusal why a newer bundle is not used, empty where there is none
 * @param drained whether the stream was told to stop and has done all its work
 */
public record Current(long number, TableRef table, Edition edition, String refusal, boolean drained)
    implements Serializable {
  /** The newest of some. */
  static Current newest(Iterable<Current> changes) {
    Current newest = null;
    for (Current change : changes) {
      newest = newest == null || change.number() > newest.number() ? change : newest;
    }
    if (newest == null) {
      throw new IllegalArgumentException("there is no newest of nothing");
    }
    return newest;
  }

  /** Whether the other says the same. */
  boolean isLike(Current other) {
    return table.equals(other.table)
        && edition.equals(other.edition)
        && refusal.equals(other.refusal)
        && drained == other.drained;
  }

  /** What exams are screened by. */
  Screening screening(Reprocess policy) {
    return new Screening(
        new SkipRule(policy, false, edition.info().plan().hash(), ""),
        edition.info().plan().models());
  }
}
