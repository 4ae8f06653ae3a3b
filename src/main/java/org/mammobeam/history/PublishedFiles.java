package org.mammobeam.history;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.ResultFiles;

/**
 * The result files of a run, byte by byte as they were published.
 *
 * @param run whose they are
 */
public record PublishedFiles(SoundRun run) {
  /**
   * A result file.
   *
   * @param file where it is
   * @param sha256 digest of its bytes
   */
  public record PublishedFile(String file, String sha256) {}

  /** The files where the run has them, relative to the output folder. */
  public List<PublishedFile> inPlace() throws IOException {
    List<PublishedFile> files = new ArrayList<>();
    for (String name : ResultFiles.FILES) {
      files.add(new PublishedFile(run.folder().path(name), checked(name)));
    }
    return files;
  }

  /** Copies all files to another folder, under the names that they have in an output folder. */
  public List<PublishedFile> copyTo(Folder target) throws IOException {
    List<PublishedFile> files = new ArrayList<>();
    for (PublishedFile file : inPlace()) {
      String name = file.file().substring(run.folder().path("").length());
      try (InputStream in = run.folder().output().open(file.file())) {
        target.write(name, in);
      }
      files.add(new PublishedFile(target.uri() + "/" + name, file.sha256()));
    }
    return files;
  }

  /** The bytes of a file. */
  public byte[] read(String name) throws IOException {
    checked(name);
    return run.folder().output().read(run.folder().path(name));
  }

  private String checked(String name) throws IOException {
    String path = run.folder().path(name);
    String promised = run.summary().files().getOrDefault(path, "");
    String found = digest(path);
    if (!found.equals(promised)) {
      throw new IOException(
          path + (found.isEmpty() ? " is missing" : " is not what run " + run.id() + " published"));
    }
    return found;
  }

  private String digest(String path) throws IOException {
    try {
      return run.folder().output().digest(path).hex();
    } catch (FileNotFoundException e) {
      return "";
    }
  }
}
