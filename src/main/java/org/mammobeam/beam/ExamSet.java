package org.mammobeam.beam;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.mammobeam.artifact.Sha256;

/**
 * How many exams, and which, in 24 bytes: two sets are the same where these are. Sums do not depend
 * on the order.
 *
 * @param count of exams
 * @param high half of the sum of their IDs' digests
 * @param low the other half
 */
public record ExamSet(long count, long high, long low) implements Serializable {
  public static final ExamSet EMPTY = new ExamSet(0, 0, 0);

  /** The set of one exam. */
  public static ExamSet of(String id) {
    ByteBuffer digest =
        ByteBuffer.wrap(
            HexFormat.of().parseHex(Sha256.of(id.getBytes(StandardCharsets.UTF_8)).hex()));
    return new ExamSet(1, digest.getLong(), digest.getLong());
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
