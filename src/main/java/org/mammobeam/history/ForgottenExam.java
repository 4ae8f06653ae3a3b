package org.mammobeam.history;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.beam.Folder;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.codec.SealedJson;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.FileState;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.StageOutcome;

/**
 * By what an exam that is being forgotten is known again. It lies in the output folder from before
 * the first of its rows goes until nothing is left of it, so that the work is finished by another
 * call if one is killed.
 *
 * @param exam its ID
 * @param keyFolders folders of its artifacts' keys, in the order of their names
 * @param contents digests of what the artifacts hold
 * @param images digests of its images as they came
 * @param files its files, relative to the input folder
 */
record ForgottenExam(
    String exam,
    List<String> keyFolders,
    List<String> contents,
    List<String> images,
    List<String> files) {
  /** Where it lies while it is needed. */
  static final String FOLDER = "forget/";

  ForgottenExam {
    keyFolders = List.copyOf(keyFolders);
    contents = List.copyOf(contents);
    images = List.copyOf(images);
    files = List.copyOf(files);
  }

  /** An exam of which nothing is known. */
  static ForgottenExam unknown(String exam) {
    return new ForgottenExam(exam, List.of(), List.of(), List.of(), List.of());
  }

  /** What an earlier call, which was killed, has written. */
  static Optional<ForgottenExam> find(Folder output, String exam) throws IOException {
    try {
      byte[] file = output.read(unknown(exam).path());
      return Optional.of(SealedJson.open(file, ForgottenExam.class));
    } catch (FileNotFoundException | MalformedDataException e) {
      return Optional.empty();
    }
  }

  void write(Folder output) throws IOException {
    output.write(path(), SealedJson.seal(this));
  }

  void delete(Folder output) throws IOException {
    output.delete(List.of(path()));
    output.deleteEmptyFolder(FOLDER);
  }

  /** The same, known by one more row of the exam. */
  ForgottenExam with(ExamResult row) {
    TreeSet<String> moreKeys = new TreeSet<>(keyFolders);
    TreeSet<String> moreContents = new TreeSet<>(contents);
    TreeSet<String> moreImages = new TreeSet<>(images);
    TreeSet<String> moreFiles = new TreeSet<>(files);
    for (StageOutcome outcome : row.outcomes()) {
      outcome
          .artifact()
          .ifPresent(
              artifact -> {
                moreKeys.add(Artifact.folder(artifact.stage(), artifact.key()));
                artifact.parts().values().forEach(part -> moreContents.add(part.content().hex()));
              });
    }
    row.source().images().stream().map(SourceImage::digest).forEach(d -> moreImages.add(d.hex()));
    row.source().files().files().stream().map(FileState::path).forEach(moreFiles::add);
    return new ForgottenExam(
        exam,
        List.copyOf(moreKeys),
        List.copyOf(moreContents),
        List.copyOf(moreImages),
        List.copyOf(moreFiles));
  }

  private String path() {
    return FOLDER + Hash128.of(exam) + ".json";
  }
}
