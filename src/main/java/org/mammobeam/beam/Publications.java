package org.mammobeam.beam;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.codec.SealedJson;
import org.mammobeam.exam.ExamResult;

/**
 * The results of a stream, one file each: {@code published/<hash of the exam's ID>/<number>.json}.
 * Nothing is ever written over; an exam's greatest number is its result. Whoever publishes a result
 * that is the newest already publishes nothing, so that work which an engine does again changes
 * nothing.
 *
 * @param output the output folder
 */
public record Publications(Folder output) {
  /** The folder of all of them, in the output's. */
  public static final String FOLDER = "published/";

  private static final Pattern FILE =
      Pattern.compile("(?:.*/)?published/([0-9a-f]{32})/([0-9]{6,9})\\.json");

  /** Tells later plans, by their hashes, from earlier ones by greater numbers. */
  public interface Order {
    int of(Hash128 plan) throws IOException;
  }

  /** What has become of a result that was to be published. */
  public enum Outcome {
    /** It is published, the exam's first. */
    FIRST,
    /** It is published in the place of an earlier one. */
    REPLACED,
    /** It was published before and still is the exam's result. */
    SAME,
    /** The exam has a result by a later plan, and this one came too late. */
    STALE
  }

  /**
   * A publication by its name.
   *
   * @param exam hash of the exam's ID, as text
   * @param number counts the exam's
   */
  record Name(String exam, int number) {
    String path() {
      return String.format(Locale.ROOT, "%s%s/%06d.json", FOLDER, exam, number);
    }

    static Optional<Name> of(String path) {
      Matcher file = FILE.matcher(path);
      return file.matches()
          ? Optional.of(new Name(file.group(1), Integer.parseInt(file.group(2), 10)))
          : Optional.empty();
    }
  }

  /**
   * Publishes a result.
   *
   * @param order of the plans; asked only where the exam has another result
   */
  public Outcome publish(ExamResult row, Order order) throws IOException {
    Publication publication = new Publication(row);
    byte[] content = SealedJson.seal(publication);
    String exam = exam(row.source().id());
    while (true) {
      Optional<Name> newest = newestOf(exam);
      if (newest.isPresent()) {
        Publication before = read(newest.get());
        if (before.digest().equals(publication.digest())) {
          return Outcome.SAME;
        }
        if (order.of(row.plan()) < order.of(before.row().plan())) {
          return Outcome.STALE;
        }
      }
      Name next = new Name(exam, newest.map(Name::number).orElse(0) + 1);
      // Another worker may just have taken this number for another version of the exam.
      if (output.writeNew(next.path(), content)) {
        return newest.isPresent() ? Outcome.REPLACED : Outcome.FIRST;
      }
    }
  }

  /** The newest result of an exam. */
  public Optional<ExamResult> newest(String exam) throws IOException {
    Optional<Name> newest = newestOf(exam(exam));
    return newest.isPresent() ? Optional.of(read(newest.get()).row()) : Optional.empty();
  }

  /** The newest of every exam, by the hash of its ID. */
  Map<String, Name> newest() throws IOException {
    return newest(output.list(FOLDER + "*/*.json"));
  }

  /** Reads one. */
  Publication read(Name name) throws IOException {
    try {
      return SealedJson.open(output.read(name.path()), Publication.class);
    } catch (MalformedDataException e) {
      throw new IOException(name.path() + " is damaged: " + e.getMessage(), e);
    }
  }

  /** Takes all of an exam's away. */
  public void delete(String exam) throws IOException {
    String folder = FOLDER + exam(exam) + "/";
    List<String> files = new ArrayList<>();
    for (Metadata file : output.list(folder + "*")) {
      files.add(output.relative(file.resourceId()));
    }
    output.delete(files);
    output.deleteEmptyFolder(folder);
  }

  private Optional<Name> newestOf(String exam) throws IOException {
    return Optional.ofNullable(newest(output.list(FOLDER + exam + "/*.json")).get(exam));
  }

  private Map<String, Name> newest(List<Metadata> files) {
    Map<String, Name> newest = new HashMap<>();
    for (Metadata file : files) {
      Name.of(output.relative(file.resourceId()))
          .ifPresent(
              name -> newest.merge(name.exam(), name, (a, b) -> a.number() >= b.number() ? a : b));
    }
    return newest;
  }

  private static String exam(String id) {
    return Hash128.of(id).toString();
  }
}
