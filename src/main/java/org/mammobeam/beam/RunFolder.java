package org.mammobeam.beam;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.codec.SealedJson;

/**
 * The folder of one run in the output: {@code runs/<n>-<random>}.
 *
 * @param output the output folder
 * @param id of the run
 */
public record RunFolder(Folder output, String id) implements Serializable {
  /** The file that makes a run published. */
  public static final String DONE = "DONE";

  /** The file that keeps a run's number taken from its first moment. */
  static final String START = "START";

  /** The file that goes last when a published run is deleted. */
  static final String REMAINS = ResultFiles.FAILURES;

  private static final Pattern RUN = Pattern.compile("(?:.*/)?runs/(([0-9]{6,})-[0-9a-f]{8})/.*");

  /**
   * Starts a run, numbered behind all that were started, finished or not.
   *
   * @param base the run whose table it looks exams up in, empty without
   * @param inProcess whether the run ends with this process
   */
  public static RunFolder start(Folder output, String base, boolean inProcess) throws IOException {
    long greatest = ids(output, START).mapToLong(RunFolder::number).max().orElse(0);
    String random = UUID.randomUUID().toString().substring(0, 8);
    RunFolder run =
        new RunFolder(output, String.format(Locale.ROOT, "%06d-%s", greatest + 1, random));
    OutputIdentity.ensure(output);
    output.write(run.path(START), SealedJson.seal(RunStart.now(base, inProcess)));
    return run;
  }

  /** IDs of the published runs, oldest first. */
  public static Stream<String> published(Folder output) throws IOException {
    return ids(output, DONE).sorted();
  }

  /** IDs of the runs that were started and not published, oldest first. */
  public static List<String> unfinished(Folder output) throws IOException {
    Set<String> done = ids(output, DONE).collect(Collectors.toSet());
    return ids(output, START).filter(id -> !done.contains(id)).sorted().toList();
  }

  /** IDs of published runs of which a deletion that was broken off has left files. */
  public static List<String> remains(Folder output) throws IOException {
    Set<String> runs = ids(output, START).collect(Collectors.toSet());
    runs.addAll(ids(output, DONE).toList());
    return ids(output, REMAINS).filter(id -> !runs.contains(id)).sorted().toList();
  }

  /** Runs that others look exams up in; nothing where that is not known of one of them. */
  public static Optional<Set<String>> bases(Folder output, Iterable<String> runs)
      throws IOException {
    Set<String> bases = new TreeSet<>();
    for (String run : runs) {
      Optional<RunStart> start = new RunFolder(output, run).started();
      if (start.isEmpty()) {
        return Optional.empty();
      }
      bases.add(start.get().base());
    }
    return Optional.of(bases);
  }

  /** Takes the start back, of a run of which nothing was submitted. */
  public void withdraw() throws IOException {
    output.delete(List.of(path(START)));
    output.deleteEmptyFolder(path(""));
  }

  /** Whether it is published. */
  public boolean isPublished() throws IOException {
    return !output.list(path(DONE)).isEmpty();
  }

  /** How the run was started; nothing where that cannot be read. */
  public Optional<RunStart> started() throws IOException {
    try {
      return Optional.of(SealedJson.open(output.read(path(START)), RunStart.class));
    } catch (MalformedDataException | FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private static Stream<String> ids(Folder output, String file) throws IOException {
    return output.list("runs/*/" + file).stream()
        .map(found -> RUN.matcher(output.relative(found.resourceId())))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .distinct();
  }

  private static long number(String id) {
    return Long.parseLong(id.substring(0, id.indexOf('-')));
  }

  /** A path in this run's folder, relative to the output folder. */
  public String path(String file) {
    return "runs/" + id + "/" + file;
  }
}
