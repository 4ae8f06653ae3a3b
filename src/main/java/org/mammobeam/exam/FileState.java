package org.mammobeam.exam;

import java.io.Serializable;

/**
 * What a file system says of a file without opening it.
 *
 * @param path relative to the input folder, with {@code /}
 * @param bytes its length
 * @param modifiedMillis when it was last written, in milliseconds since 1970; 0 where unknown
 * @param revision checksum or generation where the file system keeps one, else empty
 */
public record FileState(String path, long bytes, long modifiedMillis, String revision)
    implements Serializable, Comparable<FileState> {
  /**
   * How long a file must have been left alone before it was read, so that a later change is sure to
   * show in its time: file systems count in steps of up to two seconds, and clocks differ.
   */
  private static final long QUIET_MILLIS = 2_000;

  /**
   * Whether a file that still looks like this is still what was read: a revision tells by itself; a
   * time does if the file had not just been written when it was read.
   *
   * @param readMillis when reading it began, in milliseconds since 1970
   */
  public boolean settledAt(long readMillis) {
    return !revision.isEmpty()
        || (modifiedMillis > 0 && modifiedMillis + QUIET_MILLIS <= readMillis);
  }

  @Override
  public int compareTo(FileState other) {
    return path.compareTo(other.path);
  }

  /** The last part of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
