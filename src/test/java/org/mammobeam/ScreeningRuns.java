package org.mammobeam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.mammobeam.algorithm.AugmentationWindows;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.StageCount;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.BundleFile;
import org.mammobeam.model.ModelRole;
import org.mammobeam.stage.VisualizeStage;
import org.mammobeam.table.Reprocess;

/** Runs one after the other into one output, for tests of the commands about them. */
public final class ScreeningRuns {
  private final TestScreening screening;

  /**
   * Runs in a folder.
   *
   * @param folder gets {@code exams} and {@code out}
   */
  public ScreeningRuns(Path folder) {
    screening = new TestScreening(folder.resolve("exams"), folder.resolve("out"));
  }

  /** Folder of the exams. */
  public Path input() {
    return screening.input;
  }

  /** Folder of the runs. */
  public Path output() {
    return screening.output;
  }

  /** Adds an exam with a lesion, which the other patch network sees otherwise. */
  public Path addExam(String id) {
    return add(id, SyntheticExam.withLesion());
  }

  /** Adds an exam without one: to both patch networks it is the same. */
  public Path addPlainExam(String id) {
    return add(id, SyntheticExam.plain());
  }

  private Path add(String id, SyntheticExam exam) {
    Path folder = input().resolve(id);
    exam.write(folder);
    return folder;
  }

  /** Takes an image away that its exam's list names: the exam can then not be screened. */
  public static void spoil(Path exam) throws IOException {
    Files.delete(exam.resolve("L_CC.png"));
  }

  /** Removes an exam. */
  public void removeExam(String id) throws IOException {
    ExamTrees.delete(input().resolve(id));
  }

  /** Takes other networks for these roles from here on, and the usual ones for the others. */
  public ScreeningRuns others(ModelRole... roles) {
    screening.others = Set.of(roles);
    return this;
  }

  /** Takes another policy from here on. */
  public ScreeningRuns reprocess(Reprocess policy) {
    screening.reprocess = policy;
    return this;
  }

  /** Takes another seed of the classifiers' windows from here on. */
  public ScreeningRuns augmentationSeed(int seed) {
    screening.classify(new AugmentationWindows(1, seed, 10, 10));
    return this;
  }

  /** Paints larger or smaller from here on. */
  public ScreeningRuns displayHeight(int height) {
    screening.visualize(new VisualizeStage(height, screening.settings.visualize().colours()));
    return this;
  }

  /** Raises a stage's version, and nothing else of it, from here on. */
  public ScreeningRuns raised(String stage) {
    screening.raised = stage;
    return this;
  }

  /** Runs to the end. */
  public RunSummary run() throws IOException {
    return screening.run();
  }

  /** Writes a description of the bundle that is used. */
  public Path writeBundle(Path folder) throws IOException {
    Bundle bundle = screening.bundle().bundle();
    Files.createDirectories(folder);
    Files.write(folder.resolve(Bundle.DESCRIPTION), bundle.toJson());
    for (BundleFile file : bundle.files().values()) {
      Files.writeString(folder.resolve(file.path()), "not looked at");
    }
    return folder;
  }

  /** Stage results that a run computed. */
  public static long computed(RunSummary summary) {
    return summary.stages().stream().mapToLong(StageCount::computed).sum();
  }
}
