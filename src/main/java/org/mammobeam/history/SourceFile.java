package org.mammobeam.history;

import java.util.ArrayList;
import java.util.List;
import org.mammobeam.exam.FileState;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImage;

/**
 * A file of an exam as it was when a run read it.
 *
 * @param path relative to the input folder
 * @param bytes its length
 * @param modified when it was last written, in UTC; empty where unknown
 * @param revision checksum or generation where the file system keeps one, else empty
 * @param images that it is, such as {@code L-CC-0}; none for lists and files that are ignored
 * @param sha256 digest of an image's bytes, else empty
 */
public record SourceFile(
    String path, long bytes, String modified, String revision, List<String> images, String sha256) {
  /** The files of an exam, in the order of their paths. */
  static List<SourceFile> of(SourceExam exam) {
    List<SourceFile> files = new ArrayList<>();
    for (FileState file : exam.files().files()) {
      List<SourceImage> images =
          exam.images().stream().filter(image -> image.path().equals(file.path())).toList();
      files.add(
          new SourceFile(
              file.path(),
              file.bytes(),
              Times.utc(file.modifiedMillis()),
              file.revision(),
              images.stream().map(SourceImage::name).toList(),
              images.isEmpty() ? "" : images.get(0).digest().hex()));
    }
    return files;
  }
}
