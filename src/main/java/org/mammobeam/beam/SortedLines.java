package org.mammobeam.beam;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.mammobeam.codec.CanonicalJson;
import org.mammobeam.codec.MalformedDataException;

/**
 * Merges files of JSON lines, each sorted, into one sorted sequence; holds one line per file.
 *
 * @param <T> what a line holds
 */
final class SortedLines<T> implements AutoCloseable {
  private final Class<T> type;
  private final List<BufferedReader> readers = new ArrayList<>();
  private final PriorityQueue<Head<T>> heads;

  private record Head<T>(T value, BufferedReader reader) {}

  /** Opens the files. */
  SortedLines(Folder folder, List<String> files, Class<T> type, Comparator<T> order)
      throws IOException {
    this.type = type;
    this.heads = new PriorityQueue<>(Comparator.comparing(Head::value, order));
    for (String file : files) {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(folder.open(file), StandardCharsets.UTF_8));
      readers.add(reader);
      advance(reader);
    }
  }

  /** The next value in the order, until there is none. */
  Optional<T> next() throws IOException {
    Head<T> head = heads.poll();
    if (head == null) {
      return Optional.empty();
    }
    advance(head.reader);
    return Optional.of(head.value);
  }

  private void advance(BufferedReader reader) throws IOException {
    String line = reader.readLine();
    if (line != null) {
      try {
        T value = CanonicalJson.read(line.getBytes(StandardCharsets.UTF_8), type);
        heads.add(new Head<>(value, reader));
      } catch (MalformedDataException e) {
        throw new IOException("a file of the run is damaged: " + e.getMessage(), e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (BufferedReader reader : readers) {
      reader.close();
    }
  }
}
