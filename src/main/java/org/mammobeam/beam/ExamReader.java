package org.mammobeam.beam;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * @param models that exams are to be screened with
 * @param unlisted whether images are mirrored where no list says so
 * @param rehash whether images are read even where an earlier row knows their digests
 */
public record ExamReader(Folder input, ModelDigests models, HorizontalFlip unlisted, boolean rehash)
    implements Serializable {
  /** Told of what reading an exam took. */
  public interface Counter {
    void add(String name, long by);
  }

  /**
   * Reads an exam.
   *
   * @param before what an earlier row says of it, null without
   * @param counter is told of ignored and hashed files
   */
  public SourceExam read(AssembledExam exam, @Nullable SourceExam before, Counter counter)
      throws IOException {
    SourceState state = SourceState.of(exam, System.currentTimeMillis());
    KnownDigests known = KnownDigests.of(rehash ? null : before);
    return new SourceExam(exam.files(), state, models, content(exam, known, counter));
  }

  private SourceImages content(AssembledExam exam, KnownDigests known, Counter counter)
      throws IOException {
    try {
      ExamId.check(exam.files().id());
      ExamListEntry entry = entry(exam, counter);
      if (!entry.missingViews().isEmpty()) {
        throw new UnprocessableExamException("no image of " + entry.missingViews());
      }
      return new SourceImages.Listed(entry.horizontalFlip(), images(exam, entry, known, counter));
    } catch (UnprocessableExamException e) {
      String reason = String.valueOf(e.getMessage());
      return new SourceImages.Unusable(fingerprint(exam, reason), Failure.ofData(reason));
    }
  }

  /** Of what there was to look at; the images were not opened. */
  private static Fingerprint fingerprint(AssembledExam exam, String reason) {
    List<String> names = exam.files().files().stream().map(FileState::name).toList();
    return new Fingerprinter().add(exam.files().id()).add(names).add(reason).finish();
  }

  private ExamListEntry entry(AssembledExam exam, Counter counter)
      throws IOException, UnprocessableExamException {
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
      } catch (MalformedDataException e) {
        throw new UnprocessableExamException(name + ": " + e.getMessage(), e);
      }
    }
    return lists;
  }

  private List<SourceImage> images(
      AssembledExam exam, ExamListEntry entry, KnownDigests known, Counter counter)
      throws IOException, UnprocessableExamException {
    String folder = exam.listed() == null ? exam.files().id() + "/" : "";
    Map<String, Fingerprint> digests = new HashMap<>();
    List<SourceImage> images = new ArrayList<>();
    for (View view : View.values()) {
      List<String> shortPaths = entry.shortPaths(view);
      for (int i = 0; i < shortPaths.size(); i++) {
        String shortPath = shortPaths.get(i);
        String path = folder + shortPath + ShortPath.EXTENSION;
        Optional<FileState> file =
            exam.files().files().stream().filter(state -> state.path().equals(path)).findFirst();
        if (file.isEmpty()) {
          throw new UnprocessableExamException(
              "%s: %s%s is not there".formatted(view, shortPath, ShortPath.EXTENSION));
        }
        Fingerprint digest = digests.get(path);
        if (digest == null) {
          digest = digest(file.get(), known, counter);
          digests.put(path, digest);
        }
        images.add(new SourceImage(view, i, shortPath, path, digest));
      }
    }
    return images;
  }

  private Fingerprint digest(FileState file, KnownDigests known, Counter counter)
      throws IOException {
    Optional<Fingerprint> recorded = known.of(file);
    if (recorded.isPresent()) {
      return recorded.get();
    }
    counter.add("files-hashed", 1);
    return input.digest(file.path());
  }

  /** Digests that a row before knows, of files that are sure to be the same. */
  private record KnownDigests(Map<FileState, Fingerprint> byFile) {
    static KnownDigests of(@Nullable SourceExam before) {
      Map<FileState, Fingerprint> byFile = new HashMap<>();
      if (before != null) {
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
