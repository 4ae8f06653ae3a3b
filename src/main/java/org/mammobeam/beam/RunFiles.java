package org.mammobeam.beam;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;

/**
 * The files that lie in a run's folder, whoever left them there.
 *
 * @param run whose folder it is
 * @param files by their paths relative to the output folder
 */
public record RunFiles(RunFolder run, Map<String, Metadata> files) {
  /** Runs write no deeper folders. */
  private static final List<String> DEPTHS = List.of("*", "*/*", "*/*/*");

  public RunFiles {
    files = Map.copyOf(files);
  }

  /** Lists the files. */
  public static RunFiles of(RunFolder run) throws IOException {
    Map<String, Metadata> files = new TreeMap<>();
    for (String depth : DEPTHS) {
      for (Metadata file : run.output().list(run.path(depth))) {
        files.put(run.output().relative(file.resourceId()), file);
      }
    }
    return new RunFiles(run, files);
  }

  /** Their length together. */
  public long bytes() {
    return files.values().stream().mapToLong(Metadata::sizeBytes).sum();
  }

  /** Whether there is anything but the note that the run was started. */
  public boolean holdMoreThanStart() {
    return files.keySet().stream().anyMatch(file -> !file.equals(run.path(RunFolder.START)));
  }

  /**
   * Deletes the run. It is gone as a whole with the first of its files, and as long as any is left,
   * the run is still found by {@link RunFolder#remains} or as an unfinished one.
   *
   * @param published whether it has been published; else it was given up
   */
  public void delete(boolean published) throws IOException {
    String last = run.path(published ? RunFolder.REMAINS : RunFolder.START);
    if (published) {
      // START goes before DONE, lest the run look as if it were still to come.
      run.output().delete(List.of(run.path(RunFolder.START)));
      run.output().delete(List.of(run.path(RunFolder.DONE)));
    }
    List<String> others = new ArrayList<>(files.keySet());
    others.remove(last);
    run.output().delete(others);
    run.output().delete(List.of(last));
    deleteFolders();
  }

  /** Deletes the files that the run has not published. */
  public void deleteAllBut(Set<String> published) throws IOException {
    List<String> others = new ArrayList<>(files.keySet());
    others.removeAll(published);
    others.remove(run.path(RunFolder.START));
    others.remove(run.path(RunFolder.DONE));
    run.output().delete(others);
    if (!others.isEmpty()) {
      deleteFolders();
    }
  }

  private void deleteFolders() throws IOException {
    TreeSet<String> folders = new TreeSet<>();
    for (String file : files.keySet()) {
      for (int end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
        String folder = file.substring(0, end);
        if (folder.length() + 1 >= run.path("").length()) {
          folders.add(folder);
        }
      }
    }
    for (String folder : folders.descendingSet()) {
      run.output().deleteEmptyFolder(folder);
    }
  }
}
