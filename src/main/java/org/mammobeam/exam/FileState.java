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
  @Override
  public int compareTo(FileState other) {
    return path.compareTo(other.path);
  }

  /** The last part of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
