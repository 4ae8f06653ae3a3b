package org.mammobeam.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mammobeam.beam.FileWorkers;
import org.mammobeam.beam.Folder;

/** Refuses folders that a run cannot work with, before it starts. */
final class FolderCheck {
  /** What a run makes in its output folder. */
  private static final List<String> OWN =
      List.of(
          "artifacts",
          "editions",
          "identity",
          "overlays",
          "predictions",
          "published",
          "report",
          "runs",
          "status");

  private FolderCheck() {}

  /**
   * Checks input and output.
   *
   * @param listed whether an exam list says what of the input is read, and so that no folder in it
   *     is taken for an exam
   */
  static void check(FileWorkers workers, boolean listed) throws UsageException, IOException {
    Folder input = workers.input();
    Folder output = workers.output();
    if (isFile(input)) {
      throw new UsageException(
          "--input=" + input.uri() + " is a file; it has to be the folder of the exams");
    }
    if (!input.mayExist()) {
      throw new UsageException("the input folder " + input.uri() + " does not exist");
    }
    checkOutput(output);
    if (!listed && isIn(output, input)) {
      throw new UsageException(
          "the output "
              + output.uri()
              + " is in the input folder, where it would be taken for an exam: choose another");
    }
    for (String own : OWN) {
      if (isIn(input, new Folder(output.uri() + "/" + own))) {
        throw new UsageException(
            "the input " + input.uri() + " is what runs make in the output folder, no exams");
      }
    }
  }

  /** The output may be missing, and what it lies in, but nothing of that may be a file. */
  private static void checkOutput(Folder output) throws UsageException {
    if (!output.isLocal()) {
      return;
    }
    for (Path path = Path.of(output.uri()); path != null; path = path.getParent()) {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new UsageException(
            "--output=" + output.uri() + " cannot be a folder: " + path + " is a file");
      }
    }
  }

  private static boolean isFile(Folder folder) {
    return folder.isLocal() && Files.isRegularFile(Path.of(folder.uri()));
  }

  private static boolean isIn(Folder inner, Folder outer) {
    return (inner.uri() + "/").startsWith(outer.uri() + "/");
  }
}
