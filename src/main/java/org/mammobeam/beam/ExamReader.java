package org.mammobeam.beam;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Fingerprinter;
import org.mammobeam.codec.ExamLists;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.AssembledExam;
import org.mammobeam.exam.ExamFolder;
import org.mammobeam.exam.ExamId;
import org.mammobeam.exam.ExamListEntry;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.Failure;
import org.mammobeam.exam.FileState;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.exam.ShortPath;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.SourceImages;
import org.mammobeam.exam.SourceState;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.exam.View;

/**
 * Reads the list of an exam's folder and takes the fingerprints of its images. An exam that is none
 * becomes one that is marked unusable.
 *
 * @param input folder of the exams
 * @param unlisted whether images are mirrored where no list says so
 * @param rehash whether images are read even where an earlier row knows their digests
 */
public record ExamReader(Folder input, HorizontalFlip unlisted, boolean rehash)
    implements Serializable {
  /** Told of what reading an exam took. */
  public interface Counter {
    void add(String name, long by);
  }

  /**
   * Reads an exam.
   *
   * @param models that it is to be screened with
   * @param before its row of an earlier run, null without
   * @param counter is told of ignored and hashed files
   */
  public SourceExam read(
      AssembledExam exam, ModelDigests models, @Nullable ExamResult before, Counter counter)
      throws IOException {
    SourceState state = SourceState.of(exam, System.currentTimeMillis());
    KnownDigests known = KnownDigests.of(rehash ? null : before);
    return new SourceExam(exam.files(), state, models, content(exam, known, counter));
  }

  /**
   * What an exam still lacks, such as a view or an image of its list; nothing where it is complete,
   * or cannot become so by files that are still to come. No image is opened.
   */
  public Optional<String> missing(AssembledExam exam) throws IOException {
    ExamListEntry entry;
    try {
      entry = entry(exam, (name, by) -> {});
    } catch (UnprocessableExamException e) {
      return Optional.empty();
    }
    try {
      files(exam, entry);
      return Optional.empty();
    } catch (UnprocessableExamException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private SourceImages content(AssembledExam exam, KnownDigests known, Counter counter)
      throws IOException {
    try {
      ExamListEntry entry = entry(exam, counter);
      return new SourceImages.Listed(entry.horizontalFlip(), images(exam, entry, known, counter));
    } catch (UnprocessableExamException e) {
      Failure failure = e.failure();
      return new SourceImages.Unusable(fingerprint(exam, failure.reason()), failure);
    }
  }

  /** Of what there was to look at; the images were not opened. */
  private static Fingerprint fingerprint(AssembledExam exam, String reason) {
    List<String> names = exam.files().files().stream().map(FileState::name).toList();
    return new Fingerprinter().add(exam.files().id()).add(names).add(reason).finish();
  }

  private ExamListEntry entry(AssembledExam exam, Counter counter)
      throws IOException, UnprocessableExamException {
    ExamId.check(exam.files().id());
    if (exam.refusal() != null) {
      throw new UnprocessableExamException(exam.refusal());
    }
    if (exam.listed() != null) {
      return exam.listed();
    }
    ExamFolder folder = ExamFolder.of(exam.files().files().stream().map(FileState::name).toList());
    ExamListEntry entry =
        folder.lists().isEmpty() ? folder.named(unlisted) : folder.listed(lists(exam, folder));
    counter.add("ignored-files", folder.ignored(entry));
    return entry;
  }

  private List<List<ExamListEntry>> lists(AssembledExam exam, ExamFolder folder)
      throws IOException, UnprocessableExamException {
    List<List<ExamListEntry>> lists = new ArrayList<>();
    for (String name : folder.lists()) {
      try (InputStream in = input.open(exam.files().id() + "/" + name)) {
        lists.add(ExamLists.read(name, in));
      } catch (FileNotFoundException e) {
        throw UnprocessableExamException.removed(name, e);
      } catch (MalformedDataException e) {
        throw new UnprocessableExamException(name + ": " + e.getMessage(), e);
      }
    }
    return lists;
  }

  private List<SourceImage> images(
      AssembledExam exam, ExamListEntry entry, KnownDigests known, Counter counter)
      throws IOException, UnprocessableExamException {
    String folder = folder(exam);
    Map<String, Fingerprint> digests = digests(files(exam, entry), known, counter);
    List<SourceImage> images = new ArrayList<>();
    for (View view : View.values()) {
      List<String> shortPaths = entry.shortPaths(view);
      for (int i = 0; i < shortPaths.size(); i++) {
        String path = folder + shortPaths.get(i) + ShortPath.EXTENSION;
        Fingerprint digest = Objects.requireNonNull(digests.get(path));
        images.add(new SourceImage(view, i, shortPaths.get(i), path, digest));
      }
    }
    return images;
  }

  /** Where short paths begin: in the exam's folder, or in the input where a list names them. */
  private static String folder(AssembledExam exam) {
    return exam.listed() == null ? exam.files().id() + "/" : "";
  }

  /**
   * The images' files, each once and with the name of its first image.
   *
   * @throws UnprocessableExamException if one is not there, or no image of a view
   */
  private static Map<FileState, String> files(AssembledExam exam, ExamListEntry entry)
      throws UnprocessableExamException {
    if (!entry.missingViews().isEmpty()) {
      throw new UnprocessableExamException("no image of " + entry.missingViews());
    }
    String folder = folder(exam);
    Map<String, FileState> byPath = new HashMap<>();
    exam.files().files().forEach(file -> byPath.put(file.path(), file));
    Map<FileState, String> files = new LinkedHashMap<>();
    for (View view : View.values()) {
      List<String> shortPaths = entry.shortPaths(view);
      for (int i = 0; i < shortPaths.size(); i++) {
        FileState file = byPath.get(folder + shortPaths.get(i) + ShortPath.EXTENSION);
        if (file == null) {
          throw new UnprocessableExamException(
              "%s: %s%s is not there".formatted(view, shortPaths.get(i), ShortPath.EXTENSION));
        }
        files.putIfAbsent(file, SourceImage.name(view, i));
      }
    }
    return files;
  }

  /** Digests by path, of which those are taken that are not known. */
  private Map<String, Fingerprint> digests(
      Map<FileState, String> files, KnownDigests known, Counter counter)
      throws IOException, UnprocessableExamException {
    Map<String, Fingerprint> digests = new HashMap<>();
    Map<String, String> unknown = new LinkedHashMap<>();
    files.forEach(
        (file, image) ->
            known
                .of(file)
                .ifPresentOrElse(
                    digest -> digests.put(file.path(), digest),
                    () -> unknown.put(file.path(), image)));
    try (FilesAhead ahead = FilesAhead.of(input, unknown.keySet())) {
      for (Map.Entry<String, String> file : unknown.entrySet()) {
        counter.add("files-hashed", 1);
        digests.put(file.getKey(), digest(ahead, file.getKey(), file.getValue()));
      }
    }
    return digests;
  }

  private static Fingerprint digest(FilesAhead ahead, String path, String image)
      throws IOException, UnprocessableExamException {
    try {
      return Folder.digest(ahead.open(path));
    } catch (FileNotFoundException e) {
      throw UnprocessableExamException.removed(image, e);
    }
  }

  /** Digests that a row before knows, of files that are sure to be the same. */
  private record KnownDigests(Map<FileState, Fingerprint> byFile) {
    static KnownDigests of(@Nullable ExamResult row) {
      Map<FileState, Fingerprint> byFile = new HashMap<>();
      if (row != null && !row.wasDisturbed()) {
        SourceExam before = row.source();
        Map<String, Fingerprint> byPath = new HashMap<>();
        before.images().forEach(image -> byPath.put(image.path(), image.digest()));
        for (FileState file : before.files().files()) {
          Fingerprint digest = byPath.get(file.path());
          if (digest != null && file.settledAt(before.state().readMillis())) {
            byFile.put(file, digest);
          }
        }
      }
      return new KnownDigests(byFile);
    }

    Optional<Fingerprint> of(FileState file) {
      return Optional.ofNullable(byFile.get(file));
    }
  }
}
