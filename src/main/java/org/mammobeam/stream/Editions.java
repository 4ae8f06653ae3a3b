package org.mammobeam.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.RunInfo;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.codec.SealedJson;

/**
 * The editions of an output, in files that are written once: {@code editions/<number>.json}.
 *
 * @param output the output folder
 */
record Editions(Folder output) {
  /** The folder of all of them, in the output's. */
  static final String FOLDER = "editions/";

  private static final Pattern FILE = Pattern.compile("(?:.*/)?editions/([0-9]{6,9})\\.json");

  /** All, oldest first. */
  List<Edition> all() throws IOException {
    List<Edition> editions = new ArrayList<>();
    for (int number : numbers()) {
      editions.add(read(number));
    }
    return editions;
  }

  /** The newest. */
  Optional<Edition> newest() throws IOException {
    List<Integer> numbers = numbers();
    return numbers.isEmpty()
        ? Optional.empty()
        : Optional.of(read(numbers.get(numbers.size() - 1)));
  }

  /** The number of the newest edition with a plan, by its hash; 0 where there is none. */
  int of(Hash128 plan) throws IOException {
    int newest = 0;
    for (Edition edition : all()) {
      if (edition.info().plan().hash().equals(plan)) {
        newest = edition.number();
      }
    }
    return newest;
  }

  /** Begins a new edition, unless the newest is of the same plan; others may do so at once. */
  Edition takeUp(RunInfo info, String bundle) throws IOException {
    while (true) {
      Optional<Edition> newest = newest();
      if (newest.isPresent() && newest.get().info().plan().hash().equals(info.plan().hash())) {
        return newest.get();
      }
      int number = newest.map(Edition::number).orElse(0) + 1;
      Edition edition = new Edition(number, info, bundle, System.currentTimeMillis());
      if (output.writeNew(path(number), SealedJson.seal(edition))) {
        return edition;
      }
    }
  }

  private Edition read(int number) throws IOException {
    try {
      return SealedJson.open(output.read(path(number)), Edition.class);
    } catch (MalformedDataException e) {
      throw new IOException(path(number) + " is damaged: " + e.getMessage(), e);
    }
  }

  private List<Integer> numbers() throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (Metadata file : output.list(FOLDER + "*.json")) {
      Matcher name = FILE.matcher(output.relative(file.resourceId()));
      if (name.matches()) {
        numbers.add(Integer.valueOf(name.group(1)));
      }
    }
    numbers.sort(null);
    return numbers;
  }

  private static String path(int number) {
    return String.format(Locale.ROOT, "%s%06d.json", FOLDER, number);
  }
}
