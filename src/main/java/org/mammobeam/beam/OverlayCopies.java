package org.mammobeam.beam;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.exam.ExamId;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.stage.VisualizeStage;

/**
 * The painted images in {@code overlays/<exam>/}: copies of one run's out of the store, where
 * people look for them. A file notes which run's they are, so that the next run copies only what is
 * new; without it, all is copied.
 *
 * @param output the output folder
 */
public record OverlayCopies(Folder output) {
  /** Name of the note. */
  private static final String NOTE = ".overlays";

  /** Whether the images there are those of a run, all of them. */
  public boolean areOf(String run) throws IOException {
    return !run.isEmpty() && Optional.of(run).equals(note());
  }

  /** Takes the note away: from here on the images are a mixture. */
  public void begin() throws IOException {
    output.delete(List.of(NOTE));
  }

  /** Notes that all images of a run are there. */
  public void end(String run) throws IOException {
    output.write(NOTE, run.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<String> note() throws IOException {
    return output.list(NOTE).isEmpty()
        ? Optional.empty()
        : Optional.of(new String(output.read(NOTE), StandardCharsets.UTF_8));
  }

  /**
   * Copies the images of a segment of rows.
   *
   * @param rows file of rows
   * @param onlyOf run whose own rows' images are copied, empty for all rows'
   */
  public void copy(String rows, String onlyOf) throws IOException {
    try (SortedLines<ExamResult> lines =
        new SortedLines<>(output, List.of(rows), ExamResult.class, ExamResult.BY_ID)) {
      for (Optional<ExamResult> row = lines.next(); row.isPresent(); row = lines.next()) {
        if (onlyOf.isEmpty() || row.get().run().equals(onlyOf)) {
          copy(row.get());
        }
      }
    }
  }

  private void copy(ExamResult result) throws IOException {
    String folder = folder(result.source().id());
    Optional<Artifact> painted = result.artifact(VisualizeStage.NAME);
    Set<String> wanted = new HashSet<>();
    if (painted.isPresent()) {
      for (String file : painted.get().part(VisualizeStage.OVERLAYS).files()) {
        wanted.add(folder + file);
        try (InputStream in = output.open(painted.get().folder() + "/" + file)) {
          output.write(folder + file, in);
        }
      }
    }
    deleteAllBut(wanted, folder);
  }

  /** Takes away the images of an exam. */
  public void delete(String exam) throws IOException {
    deleteAllBut(Set.of(), folder(exam));
  }

  private void deleteAllBut(Set<String> wanted, String folder) throws IOException {
    List<String> left = new ArrayList<>();
    output
        .list(folder + "*")
        .forEach(
            found -> {
              String file = output.relative(found.resourceId());
              if (!wanted.contains(file)) {
                left.add(file);
              }
            });
    output.delete(left);
    if (wanted.isEmpty()) {
      output.deleteEmptyFolder(folder);
    }
  }

  private static String folder(String exam) {
    return "overlays/" + ExamId.fileName(exam) + "/";
  }
}
