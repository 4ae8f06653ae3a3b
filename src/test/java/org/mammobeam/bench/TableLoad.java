package org.mammobeam.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.table.FingerprintTable;
import org.mammobeam.table.RowPlace;
import org.mammobeam.table.SkipFile;
import org.mammobeam.table.SkipRow;

/** Time and memory of loading a fingerprint table. Argument: the number of rows. */
public final class TableLoad {
  private static final int SEGMENTS = 32;

  private TableLoad() {}

  public static void main(String[] arguments) throws MalformedDataException {
    int rows = Integer.parseInt(arguments[0]);
    List<byte[]> files = new ArrayList<>();
    for (int segment = 0; segment < SEGMENTS; segment++) {
      List<SkipRow> part = new ArrayList<>();
      for (int i = segment; i < rows; i += SEGMENTS) {
        Hash128 hash = Hash128.of("exam-" + i);
        part.add(new SkipRow(hash, hash, hash, false, new RowPlace(segment, i * 2000L, 2000)));
      }
      files.add(SkipFile.write(part));
    }
    for (int repeat = 0; repeat < 5; repeat++) {
      long used = used();
      long start = System.nanoTime();
      FingerprintTable.Builder builder = new FingerprintTable.Builder();
      for (byte[] file : files) {
        builder.add(file.clone());
      }
      FingerprintTable table = builder.build();
      double seconds = (System.nanoTime() - start) / 1e9;
      long bytes = used() - used;
      if (table.size() != rows || table.find(Hash128.of("exam-7")).isEmpty()) {
        throw new IllegalStateException("not the table that was written");
      }
      System.out.printf(
          Locale.ROOT,
          "%d rows: %.2f s, %d MB, %.0f bytes a row%n",
          rows,
          seconds,
          bytes / 1_000_000,
          (double) bytes / rows);
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
