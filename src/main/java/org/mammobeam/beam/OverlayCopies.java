package org.mammobeam.beam;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.codec.MalformedDataException;
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
    return !run.isEmpty() && Optional.of(run).equals(shown());
  }

  /**
   * Readies the folder for the images of a run: those of exams that it does not have go away, and
   * so does the note, as from here on the images are a mixture.
   *
   * @param run that was published
   * @param base the table that it took rows over from
   * @return the run of whose own rows images are to be copied; empty for those of all rows
   */
  public String begin(RunSummary run, TableRef base) throws IOException {
    boolean ofBase = areOf(base.run());
    List<RunTable> shown = ofBase ? List.of(RunTables.of(base)) : tablesShown(run.run());
    output.delete(List.of(NOTE));
    RunFolder folder = new RunFolder(output, run.run());
    deleteGone(shown, RunTables.load(folder, run));
    return ofBase ? run.run() : "";
  }

  /** Shows the images of a run, by this process. */
  public void follow(RunSummary run, TableRef base) throws IOException {
    String onlyOf = begin(run, base);
    run.filesIn(new RunFolder(output, run.run()).path(Segment.ROWS)).parallelStream()
        .forEach(
            rows -> {
              try {
                copy(rows, onlyOf);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    end(run.run());
  }

  /** Tables of the runs whose images may be there: the noted one's, else those of all. */
  private List<RunTable> tablesShown(String but) throws IOException {
    List<String> published = RunFolder.published(output).filter(run -> !run.equals(but)).toList();
    Optional<String> noted = shown().filter(published::contains);
    List<RunTable> tables = new ArrayList<>();
    for (String run : noted.isPresent() ? List.of(noted.get()) : published) {
      try {
        TableRef table = BaseRun.check(new RunFolder(output, run));
        tables.add(RunTables.load(table.runFolder(), RunResults.summary(table.runFolder())));
      } catch (MalformedDataException | FileNotFoundException e) {
        // Nobody can tell which exams a damaged run had: their images stay.
      }
    }
    return tables;
  }

  private void deleteGone(List<RunTable> shown, RunTable now) {
    Set<Hash128> gone = new HashSet<>();
    for (RunTable table : shown) {
      table.forEach(
          row -> {
            Hash128 exam = row.skip().exam();
            if (now.skip().find(exam).isEmpty() && gone.add(exam)) {
              try {
                delete(row.read(output).source().id());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          });
    }
  }

  /** Notes that all images of a run are there. */
  public void end(String run) throws IOException {
    output.write(NOTE, run.getBytes(StandardCharsets.UTF_8));
  }

  /** The run whose images are there, if they are no mixture. */
  public Optional<String> shown() throws IOException {
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
        try (InputStream in = output.open(painted.get().file(file))) {
          output.write(folder + file, in);
        }
      }
    }
    deleteAllBut(wanted, folder);
  }

  /** Whether there is any image of an exam. */
  public boolean exist(String exam) throws IOException {
    return !output.list(folder(exam) + "*").isEmpty();
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
