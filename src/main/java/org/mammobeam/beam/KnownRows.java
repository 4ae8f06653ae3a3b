package org.mammobeam.beam;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.mammobeam.table.RowPlace;

/**
 * Reads detail rows out of files that are each opened once: rows of a file have to be asked for in
 * the order in which they stand in it.
 */
final class KnownRows implements AutoCloseable {
  private final Folder output;
  private final Map<String, Open> files = new HashMap<>();

  private static final class Open {
    private final InputStream in;
    private long position;

    Open(InputStream in) {
      this.in = in;
    }
  }

  KnownRows(Folder output) {
    this.output = output;
  }

  /** The bytes of a row, without the line feed. */
  byte[] read(KnownRow row) throws IOException {
    Open file = files.get(row.file());
    if (file == null) {
      file = new Open(output.openBuffered(row.file()));
      files.put(row.file(), file);
    }
    RowPlace place = row.skip().place();
    file.in.skipNBytes(place.offset() - file.position);
    byte[] bytes = file.in.readNBytes(place.length());
    if (bytes.length != place.length()) {
      throw new EOFException(row.file() + " ends too early");
    }
    file.position = place.offset() + place.length();
    return bytes;
  }

  @Override
  public void close() throws IOException {
    for (Open file : files.values()) {
      file.in.close();
    }
  }
}
