package org.mammobeam.table;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.codec.MalformedDataException;

/** The skip rows of a run by exam, in about 72 bytes an exam; never changed, for any thread. */
public final class FingerprintTable {
  /** The table of an output that has no run yet. */
  public static final FingerprintTable EMPTY = of(List.of());

  private final List<ByteBuffer> segments;
  private final long[] slots;
  private final int rows;

  private FingerprintTable(List<ByteBuffer> segments, int rows) {
    this.segments = segments;
    this.rows = rows;
    this.slots = new long[Integer.highestOneBit(Math.max(4, rows)) * 4];
    for (int segment = 0; segment < segments.size(); segment++) {
      ByteBuffer buffer = segments.get(segment);
      for (int at = 0; at < buffer.limit(); at += SkipFile.ROW_BYTES) {
        int slot = slot(buffer.getLong(at + Long.BYTES));
        while (slots[slot] != 0) {
          slot = (slot + 1) % slots.length;
        }
        slots[slot] = ((long) segment << Integer.SIZE | at) + 1;
      }
    }
  }

  private static FingerprintTable of(List<ByteBuffer> segments) {
    long bytes = segments.stream().mapToLong(ByteBuffer::limit).sum();
    return new FingerprintTable(segments, Math.toIntExact(bytes / SkipFile.ROW_BYTES));
  }

  /** Collects the segments of a table. */
  public static final class Builder {
    private final List<ByteBuffer> segments = new ArrayList<>();

    /**
     * Adds the segment of the next number.
     *
     * @param file as {@link SkipFile} writes it
     */
    public Builder add(byte[] file) throws MalformedDataException {
      segments.add(SkipFile.rows(file));
      return this;
    }

    /** The table of what was added. */
    public FingerprintTable build() {
      return of(segments);
    }
  }

  /** Exams in the table. */
  public int size() {
    return rows;
  }

  /** The row of an exam. */
  public Optional<SkipRow> find(Hash128 exam) {
    for (int slot = slot(exam.low()); slots[slot] != 0; slot = (slot + 1) % slots.length) {
      SkipRow row = row(slots[slot] - 1);
      if (row.exam().equals(exam)) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  /** Goes through all rows, segment by segment in the order of the files. */
  public void forEach(Consumer<SkipRow> use) {
    for (int segment = 0; segment < segments.size(); segment++) {
      ByteBuffer buffer = segments.get(segment);
      for (int at = 0; at < buffer.limit(); at += SkipFile.ROW_BYTES) {
        use.accept(row((long) segment << Integer.SIZE | at));
      }
    }
  }

  private SkipRow row(long segmentAndPosition) {
    int segment = (int) (segmentAndPosition >>> Integer.SIZE);
    ByteBuffer buffer = segments.get(segment);
    return SkipFile.next(buffer.duplicate().position((int) segmentAndPosition), segment);
  }

  private int slot(long hash) {
    return (int) Long.remainderUnsigned(hash, slots.length);
  }
}
