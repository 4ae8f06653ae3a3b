package org.mammobeam.table;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.codec.MalformedDataException;

/**
 * Skip rows of one segment as bytes: a header of 8 bytes that names the format, then 64 bytes a
 * row, big-endian: exam, state, plan (16 each), offset (8), length (4), flags (4; bit 0: failed).
 */
public final class SkipFile {
  /** Bytes of a row. */
  static final int ROW_BYTES = 64;

  private static final byte[] HEADER = "MBSKIP01".getBytes(StandardCharsets.US_ASCII);

  private SkipFile() {}

  /** The file of some rows; their segment is not in it. */
  public static byte[] write(List<SkipRow> rows) {
    ByteBuffer file = ByteBuffer.allocate(HEADER.length + rows.size() * ROW_BYTES).put(HEADER);
    for (SkipRow row : rows) {
      put(file, row.exam());
      put(file, row.state());
      put(file, row.plan());
      file.putLong(row.place().offset()).putInt(row.place().length());
      file.putInt(row.failed() ? 1 : 0);
    }
    return file.array();
  }

  /**
   * The rows of a file, ready to be read one by one.
   *
   * @throws MalformedDataException if it is of another format or was cut off
   */
  static ByteBuffer rows(byte[] file) throws MalformedDataException {
    if (file.length < HEADER.length
        || !Arrays.equals(HEADER, 0, HEADER.length, file, 0, HEADER.length)) {
      throw new MalformedDataException("no skip rows, or in another format");
    }
    if ((file.length - HEADER.length) % ROW_BYTES != 0) {
      throw new MalformedDataException("the skip rows were cut off");
    }
    return ByteBuffer.wrap(file, HEADER.length, file.length - HEADER.length).slice();
  }

  /** Reads the next row. */
  static SkipRow next(ByteBuffer rows, int segment) {
    Hash128 exam = hash(rows);
    Hash128 state = hash(rows);
    Hash128 plan = hash(rows);
    RowPlace place = new RowPlace(segment, rows.getLong(), rows.getInt());
    return new SkipRow(exam, state, plan, rows.getInt() != 0, place);
  }

  private static void put(ByteBuffer file, Hash128 hash) {
    file.putLong(hash.high()).putLong(hash.low());
  }

  private static Hash128 hash(ByteBuffer rows) {
    return new Hash128(rows.getLong(), rows.getLong());
  }
}
