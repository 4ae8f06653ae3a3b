package org.mammobeam.history;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mammobeam.beam.BaseRun;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.OverlayCopies;
import org.mammobeam.beam.Publications;
import org.mammobeam.beam.RunFiles;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunResults;
import org.mammobeam.beam.RunRevision;
import org.mammobeam.beam.RunRows;
import org.mammobeam.beam.RunStart;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.ExamResult;

/**
 * Forgets an exam: takes it out of every run and out of what lies at the top of the output folder,
 * and deletes its artifacts. May be killed at any moment: every run is sound all the time, and the
 * same call finishes the work.
 *
 * <p>Artifacts do not say whose they are. Those of runs that died, which no row names, may be the
 * exam's, and go, too.
 *
 * @param output the output folder
 * @param exam ID of the exam
 * @param input folder of the exams, null where it is not known
 * @param dryRun whether nothing is done
 */
public record ExamRemoval(Folder output, String exam, @Nullable Folder input, boolean dryRun) {
  /** Pages that compare runs. */
  private static final String PAGES = "report/diff-*";

  /**
   * Forgets the exam.
   *
   * @throws IllegalArgumentException if no run knows it, or what there is of it cannot be told now
   */
  public Forgotten forget() throws IOException {
    RunWatch runs = RunWatch.of(output, Set.of());
    checkNobodyWrites(runs);
    ForgottenExam forgotten = known(runs);
    OtherExams others = new OtherExams(forgotten);
    List<String> revised = new ArrayList<>();
    for (String id : runs.published()) {
      RunFolder run = new RunFolder(output, id);
      RunRows.forEach(run, others::add);
      if (new RunRevision(run).names(exam)) {
        revised.add(id);
      }
    }
    List<RunFiles> dead = dead(runs);
    List<String> pages =
        output.list(PAGES).stream().map(page -> output.relative(page.resourceId())).toList();
    List<String> remarks = remarks(forgotten);
    if (!dryRun) {
      forgotten.write(output);
      revise(runs, revised);
      deleteFiles(dead, pages);
    }
    ArtifactSweep sweep =
        new ArtifactSweep(runs, attempt -> !others.name(attempt.folder()), dryRun);
    sweep.sweep();
    if (!dryRun) {
      checkNobodyBegan(runs);
      forgotten.delete(output);
    }
    return new Forgotten(
        exam,
        dryRun,
        revised,
        dead.stream().map(run -> run.run().id()).toList(),
        sweep.attempts(),
        sweep.bytes(),
        pages,
        others.shared(),
        others.sameImages(),
        remarks);
  }

  private void deleteFiles(List<RunFiles> dead, List<String> pages) throws IOException {
    for (RunFiles run : dead) {
      run.delete(false);
    }
    output.delete(pages);
    Leftovers.in(output, unused -> true).delete(output);
  }

  private void revise(RunWatch runs, List<String> revised) throws IOException {
    for (String id : runs.published()) {
      RunRevision run = new RunRevision(new RunFolder(output, id));
      if (revised.contains(id)) {
        run.publishWithout(exam);
      } else {
        run.deleteUnpublished();
      }
    }
    if (!runs.published().isEmpty()) {
      String newest = runs.published().get(runs.published().size() - 1);
      new RunRevision(new RunFolder(output, newest)).copyToTop();
    }
    new OverlayCopies(output).delete(exam);
    new Publications(output).delete(exam);
  }

  /** What an unfinished run knows is in its memory. */
  private void checkNobodyWrites(RunWatch runs) throws IOException {
    if (!runs.live().isEmpty()) {
      throw new IllegalArgumentException(
          "run %s may still go on, and what it knows of the exam cannot be told: forget it when"
                  .formatted(String.join(", ", runs.live()))
              + " that has ended. If it has, 'mammobeam gc --abandoned' removes it");
    }
    if (runs.published().isEmpty()) {
      return;
    }
    RunFolder newest = new RunFolder(output, runs.published().get(runs.published().size() - 1));
    boolean ended = newest.started().map(RunStart::hasEnded).orElse(true);
    if (!ended && !new OverlayCopies(output).areOf(newest.id()) && isYoung(newest)) {
      throw new IllegalArgumentException(
          "run %s has just been published and may still copy its results: forget the exam later"
              .formatted(newest.id()));
    }
  }

  private boolean isYoung(RunFolder run) throws IOException {
    return !DayOld.by(output).all(output.list(run.path(RunFolder.DONE)));
  }

  private void checkNobodyBegan(RunWatch runs) throws IOException {
    Set<String> begun = runs.begunSince();
    if (!begun.isEmpty()) {
      throw new IOException(
          "run %s began meanwhile and may know the exam: forget it again when that has ended"
              .formatted(String.join(", ", begun)));
    }
  }

  private ForgottenExam known(RunWatch runs) throws IOException {
    Optional<ForgottenExam> before = ForgottenExam.find(output, exam);
    ForgottenExam forgotten = before.orElse(ForgottenExam.unknown(exam));
    boolean known = before.isPresent() || new OverlayCopies(output).exist(exam);
    for (String id : runs.published()) {
      RunFolder run = new RunFolder(output, id);
      checkReadable(run);
      Optional<ExamResult> row = RunResults.find(run, exam);
      if (row.isPresent()) {
        forgotten = forgotten.with(row.get());
        known = true;
      }
    }
    if (!known) {
      throw new IllegalArgumentException(
          "no run in " + output.uri() + " has an exam '" + exam + "'");
    }
    return forgotten;
  }

  private static void checkReadable(RunFolder run) throws IOException {
    try {
      BaseRun.checkFiles(run);
    } catch (MalformedDataException e) {
      throw new IllegalArgumentException(
          "run %s is damaged (%s), and what it knows of the exam cannot be told: delete its folder first"
              .formatted(run.id(), e.getMessage()),
          e);
    }
  }

  private List<RunFiles> dead(RunWatch runs) throws IOException {
    List<RunFiles> dead = new ArrayList<>();
    for (String id : runs.dead()) {
      RunFiles files = RunFiles.of(new RunFolder(output, id));
      if (files.holdMoreThanStart()) {
        dead.add(files);
      }
    }
    return dead;
  }

  private List<String> remarks(ForgottenExam forgotten) throws IOException {
    if (input == null) {
      return List.of(
          "if its files are still in the input folder, the next run screens it again:"
              + " --input=DIR tells");
    }
    for (String file : forgotten.files()) {
      if (isThere(file, input)) {
        return List.of(
            "its files are still there, such as %s/%s: the next run screens it again"
                .formatted(input.uri(), file));
      }
    }
    return List.of();
  }

  private static boolean isThere(String file, Folder input) throws IOException {
    try {
      input.open(file).close();
      return true;
    } catch (FileNotFoundException e) {
      return false;
    }
  }
}
