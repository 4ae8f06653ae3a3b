package org.mammobeam.history;

import java.util.Optional;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.StageOutcome;

/** Which artifacts some rows name: a set of hashes of their folders, at most 64 bytes each. */
final class ArtifactReferences {
  private static final int FIRST_SLOTS = 1 << 10;

  /** Pairs of longs; a pair of zeros is free. */
  private long[] slots = new long[2 * FIRST_SLOTS];

  private int size;

  /** Adds what a row names. */
  void add(ExamResult row) {
    for (StageOutcome outcome : row.outcomes()) {
      Optional<Artifact> artifact = outcome.artifact();
      artifact.ifPresent(named -> add(named.folder()));
    }
  }

  /** Whether a row names the artifact of a folder. */
  boolean contains(String folder) {
    Hash128 hash = Hash128.of(folder);
    int slot = slot(hash);
    return slots[slot] != 0 || slots[slot + 1] != 0;
  }

  private void add(String folder) {
    if (4 * size >= slots.length) {
      grow();
    }
    put(Hash128.of(folder));
  }

  private void put(Hash128 hash) {
    int slot = slot(hash);
    if (slots[slot] == 0 && slots[slot + 1] == 0) {
      size++;
    }
    slots[slot] = hash.high();
    slots[slot + 1] = hash.low();
  }

  /** Where the hash is, or would be. */
  private int slot(Hash128 hash) {
    int pairs = slots.length / 2;
    int pair = (int) Long.remainderUnsigned(hash.low(), pairs);
    while ((slots[2 * pair] != 0 || slots[2 * pair + 1] != 0)
        && (slots[2 * pair] != hash.high() || slots[2 * pair + 1] != hash.low())) {
      pair = (pair + 1) % pairs;
    }
    return 2 * pair;
  }

  private void grow() {
    long[] full = slots;
    slots = new long[Math.multiplyExact(2, full.length)];
    size = 0;
    for (int i = 0; i < full.length; i += 2) {
      if (full[i] != 0 || full[i + 1] != 0) {
        put(new Hash128(full[i], full[i + 1]));
      }
    }
  }
}
