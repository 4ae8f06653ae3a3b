package org.mammobeam.beam;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.exam.ExamId;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.ScreenedExam;
import org.mammobeam.stage.VisualizeStage;

/**
 * Copies the painted images out of the store to {@code overlays/<exam>/}, where people look for
 * them, and takes away what an earlier run left there for the exam.
 *
 * @param <E> exams behind their last stage
 */
final class CopyOverlays<E extends ScreenedExam> extends PTransform<PCollection<E>, PDone> {
  private final Folder output;
  private final WorkerSetup workers;

  CopyOverlays(Folder output, WorkerSetup workers) {
    this.output = output;
    this.workers = workers;
  }

  @Override
  public PDone expand(PCollection<E> exams) {
    exams.apply("Copy", ParDo.of(new Fn<>(output, workers)));
    return PDone.in(exams.getPipeline());
  }

  static final class Fn<E extends ScreenedExam> extends DoFn<E, Void> {
    private final Folder output;
    private final WorkerSetup workers;

    Fn(Folder output, WorkerSetup workers) {
      this.output = output;
      this.workers = workers;
    }

    @ProcessElement
    public void processElement(@Element E exam) throws IOException {
      ExamResult result = ExamResult.of(exam);
      String folder = "overlays/" + ExamId.fileName(result.source().id()) + "/";
      Optional<Artifact> painted = result.artifact(VisualizeStage.NAME);
      Set<String> wanted = new HashSet<>();
      if (painted.isPresent()) {
        for (String file : painted.get().part(VisualizeStage.OVERLAYS).files()) {
          wanted.add(folder + file);
          try (InputStream in = workers.store().open(painted.get(), file)) {
            output.write(folder + file, in);
          }
        }
      }
      List<String> left =
          output.list(folder + "*").stream()
              .map(found -> output.relative(found.resourceId()))
              .filter(file -> !wanted.contains(file))
              .toList();
      output.delete(left);
    }
  }
}
