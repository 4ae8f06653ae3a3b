package org.mammobeam.beam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Exam folders for tests. */
public final class ExamFolders {
  /** The small golden exams. */
  public static final Path GOLDEN = Path.of("src/test/resources/golden/breast_exams");

  private ExamFolders() {}

  /** Copies an exam under another name. */
  public static void copy(Path exam, Path target) {
    try {
      Files.walkFileTree(
          exam,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Path copy = target.resolve(exam.relativize(file));
              Files.createDirectories(java.util.Objects.requireNonNull(copy.getParent()));
              Files.copy(file, copy);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies one of the small golden exams under its own name. */
  public static void copyGolden(String exam, Path input) {
    copy(GOLDEN.resolve(exam), input.resolve(exam));
  }
}
