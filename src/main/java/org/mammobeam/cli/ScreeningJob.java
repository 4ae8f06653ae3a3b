package org.mammobeam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.options.PipelineOptions;
import org.mammobeam.ScreeningOptions;
import org.mammobeam.ScreeningPipeline;
import org.mammobeam.beam.BaseRun;
import org.mammobeam.beam.FileWorkers;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunResults;
import org.mammobeam.beam.RunRows;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.TableRef;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.runner.Engines;
import org.mammobeam.runner.Placement;
import org.mammobeam.runner.PlacementException;

/**
 * Starts the job and tells how it goes.
 *
 * @param out for results
 * @param err for progress and trouble
 */
record ScreeningJob(PrintWriter out, PrintWriter err) {
  private static final int NAMED_FAILURES = 20;
  private static final String STOPPED =
      "stopped; what was finished is kept, the same command goes on from there";
  private static final String UNWATCHED =
      "no longer watching; the job may go on, mammobeam runs tells";

  /**
   * Runs to the end and gives the exit code.
   *
   * @param beamArguments options of Beam and its runners
   */
  int run(ScreeningArguments arguments, List<String> beamArguments) {
    try {
      JobStart.checkTemporary();
      PipelineOptions beam = JobStart.beamOptions(beamArguments);
      ScreeningOptions options = arguments.options();
      Placement placement = arguments.placement();
      FileWorkers workers = arguments.workers(options);
      FolderCheck.check(workers, options.examList() != null);
      TableRef base = BaseRun.find(workers.output(), this::warn);
      RunFolder run = RunFolder.start(workers.output(), base.run(), JobStart.isLocal(beam));
      Pipeline pipeline = Pipeline.create(beam);
      new ScreeningPipeline(options, workers).build(pipeline, run, base);
      if (JobStart.isTemplate(beamArguments)) {
        pipeline.run();
        return handedOver("written as a template; its job will be run ", run);
      }
      int code = screen(run, pipeline, placement, options.settings().stages());
      if (!arguments.exams.isEmpty() && run.isPublished() && !hasMatch(run, options)) {
        warn("no exam matches --exams=" + arguments.exams + ": there was nothing to do");
      }
      return code;
    } catch (UsageException e) {
      return refused(e);
    } catch (IOException | RuntimeException e) {
      return failed(Reason.of(e, arguments.output), "Nothing was published.");
    }
  }

  private int screen(RunFolder run, Pipeline pipeline, Placement placement, List<String> stages)
      throws IOException {
    try {
      PipelineResult running =
          Engines.of(pipeline.getOptions()).run(pipeline, placement, this::warn);
      if (placement.detached()) {
        return handedOver("submitted as run ", run);
      }
      String farewell = JobStart.isLocal(pipeline.getOptions()) ? STOPPED : UNWATCHED;
      State state =
          Farewell.during(() -> new Progress(err, stages).watch(running), () -> warn(farewell));
      return state == State.DONE ? tell(run) : failed("it ended as " + state, published(run));
    } catch (PlacementException e) {
      run.withdraw();
      return refused(e);
    } catch (RuntimeException e) {
      return failed(Reason.of(e, run.output().uri()), published(run));
    }
  }

  private static boolean hasMatch(RunFolder run, ScreeningOptions options) throws IOException {
    try (RunRows rows = RunRows.open(run, RunResults.summary(run))) {
      Optional<ExamResult> row = rows.next();
      while (row.isPresent() && !options.recompute().names(row.get().source().id())) {
        row = rows.next();
      }
      return row.isPresent();
    }
  }

  private int handedOver(String how, RunFolder run) {
    out.println(how + run.id() + "; mammobeam runs tells when it is published");
    out.flush();
    return ExitCode.WELL;
  }

  private int refused(Exception e) {
    err.println("mammobeam: " + e.getMessage());
    err.flush();
    return ExitCode.WRONG_USAGE;
  }

  /** Copies at the top of the output folder are made after a run is published, and may fail. */
  private static String published(RunFolder run) throws IOException {
    return run.isPublished()
        ? "Run " + run.id() + " is published, but its copies at the top are not complete."
        : "Nothing was published.";
  }

  private void warn(String what) {
    err.println("mammobeam: " + what);
    err.flush();
  }

  private int tell(RunFolder run) throws IOException {
    RunSummary summary = RunResults.summary(run);
    new SummaryTable(summary).print(out);
    List<String> failures = RunResults.failures(run, NAMED_FAILURES + 1);
    failures.stream()
        .limit(NAMED_FAILURES)
        .forEach(failure -> out.println("failed: " + InOneLine.of(failure)));
    if (failures.size() > NAMED_FAILURES) {
      out.println("and more, see failures.jsonl");
    }
    out.println("report:  " + run.output().uri() + "/report/index.html");
    out.println("results: " + run.output().uri() + "/predictions");
    out.flush();
    return summary.failedExams() == 0 ? ExitCode.WELL : ExitCode.EXAMS_FAILED;
  }

  private int failed(String reason, String published) {
    err.println("mammobeam: the job failed: " + reason);
    err.println(published + " What was finished is kept, and the same command goes on from there.");
    err.flush();
    return ExitCode.JOB_FAILED;
  }
}
