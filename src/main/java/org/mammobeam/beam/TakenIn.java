package org.mammobeam.beam;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which publications of a stream's exams the rows of a run take in, or have been replaced by. Every
 * run carries the list of its base on, so that a result which a later run has replaced does not
 * come back as if it were new.
 *
 * @param numbers per hash of an exam's ID, as text, the number of its newest publication
 */
record TakenIn(SortedMap<String, Integer> numbers) {
  /** The file in a run's folder: a line for each exam. */
  static final String FILE = "publications";

  static final TakenIn NONE = new TakenIn(new TreeMap<>());

  TakenIn {
    numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
  }

  /** The publications that a run takes in. */
  static TakenIn by(TableRef run) throws IOException {
    return run.exists() ? by(run.runFolder()) : NONE;
  }

  /** The publications that a run takes in. */
  static TakenIn by(RunFolder run) throws IOException {
    String text;
    try {
      text = new String(run.output().read(run.path(FILE)), StandardCharsets.UTF_8);
    } catch (FileNotFoundException e) {
      return NONE;
    }
    SortedMap<String, Integer> numbers = new TreeMap<>();
    for (String line : text.lines().toList()) {
      String[] fields = line.split(" ", -1);
      if (fields.length != 2) {
        throw new IOException(run.path(FILE) + " is damaged");
      }
      numbers.put(fields[0], Integer.valueOf(fields[1]));
    }
    return new TakenIn(numbers);
  }

  /** The same without an exam. */
  TakenIn without(String exam) {
    SortedMap<String, Integer> others = new TreeMap<>(numbers);
    others.remove(exam);
    return new TakenIn(others);
  }

  /** Whether a publication is not taken in yet. */
  boolean lacks(String exam, int number) {
    return numbers.getOrDefault(exam, 0) < number;
  }

  /** Writes the list, unless it is empty, and gives its path. */
  Optional<String> write(RunFolder run) throws IOException {
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder lines = new StringBuilder();
    numbers.forEach((exam, number) -> lines.append(exam).append(' ').append(number).append('\n'));
    run.output().write(run.path(FILE), lines.toString().getBytes(StandardCharsets.UTF_8));
    return Optional.of(run.path(FILE));
  }
}
