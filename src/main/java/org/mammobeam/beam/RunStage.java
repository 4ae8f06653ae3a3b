package org.mammobeam.beam;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Manifest;
import org.mammobeam.exam.Failure;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.ScreenedExam;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.model.CpuTime;
import org.mammobeam.stage.Reads;
import org.mammobeam.stage.Stage;
import org.mammobeam.stage.StageContext;

/**
 * Runs a stage on every exam: reuses the artifact under its key or computes it. What an exam's own
 * data forbid becomes its outcome, and the exam goes on; trouble of store, models or device is
 * thrown, so that the runner tries again or the job fails.
 *
 * @param <I> the exams that the stage takes
 * @param <O> the exams that it gives; one for each that it got
 */
public final class RunStage<I extends ScreenedExam, O extends ScreenedExam>
    extends PTransform<PCollection<I>, PCollection<O>> {
  private final Stage<I, O> stage;
  private final WorkerSetup setup;
  private final StageTask task;

  private RunStage(Stage<I, O> stage, WorkerSetup setup, StageTask task) {
    super(stage.name());
    this.stage = stage;
    this.setup = setup;
    this.task = task;
  }

  /** Runs a stage. */
  public static <I extends ScreenedExam, O extends ScreenedExam> RunStage<I, O> of(
      Stage<I, O> stage, WorkerSetup setup) {
    return new RunStage<>(stage, setup, new StageTask(StageTask.Mode.NEEDED, Map.of()));
  }

  /** The same with another task. */
  public RunStage<I, O> doing(StageTask other) {
    return new RunStage<>(stage, setup, other);
  }

  @Override
  public PCollection<O> expand(PCollection<I> exams) {
    return exams
        .apply("Run", ParDo.of(new Fn<>(stage, setup, task)))
        .setCoder(SerializableCoder.of(stage.output()));
  }

  static final class Fn<I extends ScreenedExam, O extends ScreenedExam> extends DoFn<I, O> {
    private final Stage<I, O> stage;
    private final WorkerSetup setup;
    private final StageTask task;
    private transient @Nullable SharedWorker worker;

    Fn(Stage<I, O> stage, WorkerSetup setup, StageTask task) {
      this.stage = stage;
      this.setup = setup;
      this.task = task;
    }

    @Setup
    public void setup() throws IOException {
      worker = SharedWorker.acquire(setup);
    }

    @Teardown
    public void teardown() {
      if (worker != null) {
        worker = null;
        SharedWorker.release(setup);
      }
    }

    @ProcessElement
    public void processElement(@Element I exam, OutputReceiver<O> out) throws IOException {
      if (worker == null) {
        throw new IllegalStateException("used before it was set up");
      }
      Outcome outcome = run(exam, worker);
      Activity.note();
      count("passed", 1);
      out.output(stage.next(exam, new StageOutcome(stage.name(), stage.version(), outcome)));
    }

    private Outcome run(I exam, SharedWorker worker) throws IOException {
      Reads reads = stage.reads(exam);
      Optional<String> missing = reads.missing();
      if (missing.isPresent()) {
        return new Outcome.NotRun(missing.get());
      }
      Fingerprint key = reads.key(stage);
      KnownOutcomes knownOutcomes = new KnownOutcomes(worker.store(), worker.maxPixels());
      if (task.mode() != StageTask.Mode.ANEW) {
        Optional<Outcome> known = knownOutcomes.find(stage.name(), key, exam.planned());
        if (known.isPresent()) {
          count(known.get() instanceof Outcome.Done ? "reused" : "remembered", 1);
          return known.get();
        }
      }
      if (task.mode() == StageTask.Mode.LOOK_UP) {
        return new Outcome.NotRun("not asked for");
      }
      HeavyWork.enter();
      try (ModelPool.Use models = worker.models(exam.source().models());
          PreparedWorker prepared = setup.prepare(worker.with(models), reads)) {
        Fingerprint failureKey = knownOutcomes.failureKey(key);
        return compute(
            exam,
            worker.store().draft(stage.name(), key),
            new StageContext(reads, prepared.worker()),
            failureKey);
      } finally {
        HeavyWork.leave();
      }
    }

    private Outcome compute(
        I exam, ArtifactDraft draft, StageContext context, Fingerprint failureKey)
        throws IOException {
      boolean committed = false;
      long start = CpuTime.nanos();
      try {
        stage.compute(exam, context, draft);
        long cpuMillis = (CpuTime.nanos() - start) / 1_000_000;
        Artifact artifact = commit(draft, cpuMillis);
        committed = true;
        count("computed", 1);
        count("cpu-millis", cpuMillis);
        return new Outcome.Done(artifact, false, cpuMillis);
      } catch (UnprocessableExamException e) {
        return failed(failureKey, e.failure());
      } catch (UncheckedIOException e) {
        throw e;
      } catch (RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        return failed(failureKey, internal(e));
      } finally {
        if (!committed) {
          draft.discard();
        }
      }
    }

    private Artifact commit(ArtifactDraft draft, long cpuMillis) throws IOException {
      draft.origin("version", Integer.toString(stage.version()));
      draft.origin("settings", stage.toString());
      draft.origin("worker", WorkerName.get());
      draft.origin(Manifest.CPU_MILLIS, Long.toString(cpuMillis));
      draft.origin("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
      task.origin().forEach(draft::origin);
      return draft.commit();
    }

    private Outcome failed(Fingerprint fingerprint, Failure failure) {
      count("failed", 1);
      return new Outcome.Failed(fingerprint, failure, false);
    }

    private static Failure internal(RuntimeException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      String reason = "internal error, please report it: " + e;
      return new Failure(Failure.Kind.INTERNAL, reason, trace.toString());
    }

    private void count(String counter, long by) {
      Metrics.counter(stage.name(), counter).inc(by);
    }
  }
}
