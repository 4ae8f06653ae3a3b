package org.mammobeam.codec;

/**
 * How much a pickle may ask for.
 *
 * @param maxBytes bytes of all pickles read from one stream
 * @param maxValues values of one pickle, both those it makes and those it has when everything that
 *     is shared is written out in full
 * @param maxDepth containers within containers
 */
public record PickleLimits(long maxBytes, long maxValues, int maxDepth) {
  /** Room for lists of a hundred thousand exams and for weight files of the known networks. */
  public static final PickleLimits DEFAULT = new PickleLimits(128L << 20, 10_000_000, 64);

  /** Longest text or run of bytes, in bytes. */
  static final int MAX_TEXT_BYTES = 1 << 24;

  /** Longest integer, in bytes or decimal digits: parsing one takes quadratic time. */
  static final int MAX_INTEGER_LENGTH = 1024;
}
