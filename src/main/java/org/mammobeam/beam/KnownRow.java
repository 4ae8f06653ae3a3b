package org.mammobeam.beam;

import java.io.IOException;
import java.io.Serializable;
import org.mammobeam.codec.CanonicalJson;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.table.SkipRow;

/**
 * An exam's row in a table.
 *
 * @param file that holds its detail row, relative to the output folder
 * @param skip the short row
 */
public record KnownRow(String file, SkipRow skip) implements Serializable {
  /** Reads the detail row. */
  public ExamResult read(Folder output) throws IOException {
    byte[] row = output.read(file, skip.place().offset(), skip.place().length());
    try {
      return CanonicalJson.read(row, ExamResult.class);
    } catch (MalformedDataException e) {
      throw new IOException(file + " has a row that cannot be read: " + e.getMessage(), e);
    }
  }
}
