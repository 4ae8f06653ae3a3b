package org.mammobeam.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Manifest;
import org.mammobeam.beam.FileArtifactStore;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.OverlayCopies;
import org.mammobeam.beam.ResultFiles;
import org.mammobeam.beam.RunRows;
import org.mammobeam.exam.ExamId;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.StageFailure;
import org.mammobeam.stage.ClassifyImageHeatmapsStage;
import org.mammobeam.stage.ClassifyImageStage;
import org.mammobeam.stage.VisualizeStage;

/**
 * Finds where files of an output folder come from.
 *
 * @param output the folder
 */
public record Lineages(Folder output) {
  private static final Pattern ARTIFACT =
      Pattern.compile("artifacts/([^/]+)/([0-9a-f]{64})/([^/]+)/([^/]+)");
  private static final Pattern OVERLAY = Pattern.compile("overlays/([^/]+)/([^/]+)");
  private static final Pattern RESULT =
      Pattern.compile("(?:runs/([^/]+)/)?((?:predictions/)?[^/]+)");

  /**
   * The way from a file back to its sources.
   *
   * @param file relative to the output folder
   * @param exam whose way is asked for; empty where the file tells
   * @throws IllegalArgumentException if it is no artifact's file, overlay or result file, or if the
   *     exam is missing or is not in it
   */
  public FileLineage of(String file, String exam) throws IOException {
    Matcher artifact = ARTIFACT.matcher(file);
    if (artifact.matches()) {
      return ofArtifact(file, artifact, exam);
    }
    Matcher overlay = OVERLAY.matcher(file);
    if (overlay.matches()) {
      return ofOverlay(file, overlay, exam);
    }
    Matcher result = RESULT.matcher(file);
    if (result.matches() && ResultFiles.FILES.contains(result.group(2))) {
      return ofResult(file, Optional.ofNullable(result.group(1)), result.group(2), exam);
    }
    throw new IllegalArgumentException(
        file + " is no file of an artifact, no overlay and no result file of " + output.uri());
  }

  private FileLineage ofArtifact(String path, Matcher parts, String exam) throws IOException {
    Fingerprint key = new Fingerprint(parts.group(2));
    SortedMap<String, String> none = new TreeMap<>();
    Artifact named = new Artifact(parts.group(1), key, parts.group(3), new TreeMap<>(), none);
    Optional<Manifest> manifest = new FileArtifactStore(output).manifest(named);
    OutputFile file = OutputFile.read(output, path);
    List<String> damaged = new ArrayList<>();
    SoundRuns runs = new SoundRuns(output);
    for (String id : runs.newestFirst()) {
      Optional<SoundRun> run = runs.find(id);
      List<ExamResult> rows = run.isPresent() ? rows(run.get(), named) : List.of();
      if (run.isEmpty()) {
        damaged.add(id);
      } else if (!rows.isEmpty()) {
        List<String> exams = rows.stream().map(row -> row.source().id()).toList();
        ExamResult row = rows.get(exam.isEmpty() ? 0 : index(exams, exam, path, run.get()));
        return new WayBack(file, file.oddities(manifest), run.get(), row, exams)
            .from(List.of(named.stage()));
      }
    }
    return FileLineage.orphan(file, manifest, damaged);
  }

  /** Rows of a run that refer to an artifact. */
  private static List<ExamResult> rows(SoundRun run, Artifact named) throws IOException {
    List<ExamResult> rows = new ArrayList<>();
    for (ExamResult row : RunRows.mentioning(run.folder(), run.summary(), named.key().hex())) {
      if (row.artifact(named.stage())
          .filter(artifact -> artifact.folder().equals(named.folder()))
          .isPresent()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static int index(List<String> exams, String exam, String file, SoundRun run) {
    if (!exams.contains(exam)) {
      throw new IllegalArgumentException(
          "in run %s, %s does not belong to exam '%s' but to %s"
              .formatted(run.id(), file, exam, String.join(", ", exams)));
    }
    return exams.indexOf(exam);
  }

  private FileLineage ofOverlay(String file, Matcher path, String exam) throws IOException {
    String shown = new OverlayCopies(output).shown().orElse("");
    SoundRuns runs = new SoundRuns(output);
    SoundRun run = shown.isEmpty() ? runs.newest() : runs.get(shown);
    ExamResult row =
        find(run, id -> ExamId.fileName(id).equals(path.group(1)))
            .filter(found -> exam.isEmpty() || found.source().id().equals(exam))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "run %s has no exam%s whose overlays are in overlays/%s"
                            .formatted(
                                run.id(), exam.isEmpty() ? "" : " '" + exam + "'", path.group(1))));
    Optional<Artifact> painted = row.artifact(VisualizeStage.NAME);
    Optional<Manifest> manifest =
        painted.isEmpty()
            ? Optional.empty()
            : new FileArtifactStore(output).manifest(painted.get());
    OutputFile copy = OutputFile.read(output, file);
    List<String> exams = List.of(row.source().id());
    return new WayBack(copy, copy.oddities(manifest), run, row, exams)
        .from(List.of(VisualizeStage.NAME));
  }

  private static Optional<ExamResult> find(SoundRun run, Predicate<String> exam)
      throws IOException {
    try (RunRows rows = RunRows.open(run.folder(), run.summary())) {
      for (Optional<ExamResult> row = rows.next(); row.isPresent(); row = rows.next()) {
        if (exam.test(row.get().source().id())) {
          return row;
        }
      }
    }
    return Optional.empty();
  }

  private FileLineage ofResult(String file, Optional<String> of, String name, String exam)
      throws IOException {
    if (exam.isEmpty()) {
      throw new IllegalArgumentException(file + " is of many exams: say which by --exam=ID");
    }
    OutputFile found = OutputFile.read(output, file);
    if (!found.exists()) {
      throw new IllegalArgumentException(file + " is not there");
    }
    SoundRuns runs = new SoundRuns(output);
    Optional<SoundRun> publisher = publisher(of, name, found.sha256());
    SoundRun run =
        publisher.isPresent()
            ? publisher.get()
            : of.isPresent() ? runs.get(of.get()) : runs.newest();
    Optional<ExamResult> row = run.find(exam);
    if (row.isEmpty()) {
      throw new IllegalArgumentException(NearestExams.unknown(run, exam));
    }
    String remark = publisher.isPresent() ? "" : "it is not what a run published: it was changed";
    return new WayBack(found, remark, run, row.get(), List.of(exam)).from(stages(name, row.get()));
  }

  /** The newest run that published these bytes under this name. */
  private Optional<SoundRun> publisher(Optional<String> of, String name, String digest)
      throws IOException {
    SoundRuns runs = new SoundRuns(output);
    for (String id : of.isPresent() ? List.of(of.get()) : runs.newestFirst()) {
      Optional<SoundRun> run = runs.find(id);
      if (run.isPresent()
          && digest.equals(run.get().summary().files().get(run.get().folder().path(name)))) {
        return run;
      }
    }
    return Optional.empty();
  }

  /** The stages whose outcomes stand in a result file. */
  private static List<String> stages(String name, ExamResult row) {
    return switch (name) {
      case ResultFiles.IMAGE -> List.of(ClassifyImageStage.NAME);
      case ResultFiles.IMAGE_HEATMAPS -> List.of(ClassifyImageHeatmapsStage.NAME);
      case ResultFiles.FAILURES -> row.failures().stream().map(StageFailure::stage).toList();
      default -> List.of(ClassifyImageStage.NAME, ClassifyImageHeatmapsStage.NAME);
    };
  }
}
