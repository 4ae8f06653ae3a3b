package org.mammobeam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.StreamingOptions;
import org.mammobeam.ScreeningOptions;
import org.mammobeam.ScreeningPipeline;
import org.mammobeam.beam.BaseRun;
import org.mammobeam.beam.FileWorkers;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunResults;
import org.mammobeam.beam.RunStart;
import org.mammobeam.beam.TableRef;
import org.mammobeam.runner.Engines;
import org.mammobeam.runner.Placement;
import org.mammobeam.runner.PlacementException;
import org.mammobeam.stream.BundleWatch;
import org.mammobeam.stream.StreamFolder;
import org.mammobeam.stream.StreamKeeper;
import org.mammobeam.stream.StreamStart;
import org.mammobeam.stream.StreamStatus;
import org.mammobeam.stream.StreamTiming;

/**
 * Starts a stream and tells how it goes.
 *
 * @param out for results
 * @param err for progress and trouble
 */
record StreamingJob(PrintWriter out, PrintWriter err) {
  private static final String STOPPED =
      "stopped; what was published stays, the same command goes on from there";
  private static final String UNWATCHED =
      "no longer watching; the stream goes on, mammobeam stop ends it";

  /**
   * Runs until the stream is stopped, and gives the exit code.
   *
   * @param beamArguments options of Beam and its runners
   */
  int run(ScreeningArguments arguments, StreamingArguments streaming, List<String> beamArguments) {
    try {
      JobStart.checkTemporary();
      refuseSpark(beamArguments);
      PipelineOptions beam = JobStart.beamOptions(beamArguments);
      streaming.check(arguments);
      StreamTiming timing = streaming.timing();
      beam.as(StreamingOptions.class).setStreaming(true);
      ScreeningOptions options = arguments.options();
      Placement placement = arguments.placement();
      boolean watched = !placement.detached() && !JobStart.isTemplate(beamArguments);
      FileWorkers workers = arguments.workers(options).withEditions();
      FolderCheck.check(workers, false);
      StreamKeeper keeper = begin(arguments, options, workers, timing, beam);
      return screen(keeper, options, workers, beam, placement, watched);
    } catch (UsageException e) {
      return refused(e);
    } catch (IOException | RuntimeException e) {
      return failed(Reason.of(e, arguments.output));
    }
  }

  private StreamKeeper begin(
      ScreeningArguments arguments,
      ScreeningOptions options,
      FileWorkers workers,
      StreamTiming timing,
      PipelineOptions beam)
      throws UsageException, IOException {
    refuseSecond(workers.output());
    BundleWatch bundles = options.bundles(arguments.modelsFolder(), workers);
    TableRef base = BaseRun.find(workers.output(), this::warn);
    RunFolder run = RunFolder.start(workers.output(), base.run(), JobStart.isLocal(beam));
    StreamStart start =
        new StreamStart(run.id(), System.currentTimeMillis(), ScreeningOptions.PROGRAM);
    StreamFolder folder = new StreamFolder(workers.output());
    folder.begin(start);
    return new StreamKeeper(run, start, folder, bundles, timing);
  }

  private int screen(
      StreamKeeper keeper,
      ScreeningOptions options,
      FileWorkers workers,
      PipelineOptions beam,
      Placement placement,
      boolean watched)
      throws IOException {
    RunFolder run = keeper.run();
    StreamFolder folder = keeper.stream();
    Pipeline pipeline = Pipeline.create(beam);
    new ScreeningPipeline(options, workers).stream(pipeline, run, keeper);
    try {
      PipelineResult running =
          Engines.of(pipeline.getOptions()).run(pipeline, placement, this::warn);
      if (!watched) {
        out.println(
            "handed over as stream " + run.id() + "; " + folder.page() + " tells how it goes");
        out.flush();
        return ExitCode.WELL;
      }
      out.println("status:  " + folder.page());
      out.flush();
      String farewell = JobStart.isLocal(beam) ? STOPPED : UNWATCHED;
      State state =
          Farewell.during(
              () -> new StreamProgress(err, workers.output(), run.id()).watch(running),
              () -> warn(farewell));
      return ended(state, run);
    } catch (PlacementException e) {
      run.withdraw();
      return refused(e);
    } catch (RuntimeException e) {
      return failed(Reason.of(e, workers.output().uri()));
    }
  }

  private int ended(State state, RunFolder run) throws IOException {
    Folder output = run.output();
    if (StreamStatus.read(output).filter(StreamStatus::isDrained).isEmpty()) {
      return failed("it ended as " + state);
    }
    run.withdraw();
    out.println("report:  " + output.uri() + "/report/index.html");
    out.println("results: " + output.uri() + "/predictions");
    out.flush();
    // The status counts from this start on, the newest run has all exams.
    Optional<RunFolder> newest = RunResults.newest(output);
    return newest.isEmpty() || RunResults.summary(newest.get()).failedExams() == 0
        ? ExitCode.WELL
        : ExitCode.EXAMS_FAILED;
  }

  /** By its name: the program's own build has no such runner. */
  private static void refuseSpark(List<String> beamArguments) throws UsageException {
    if (beamArguments.stream().anyMatch(argument -> argument.matches("--runner=.*Spark.*"))) {
      throw new UsageException(
          "--streaming does not run on Spark: its runner cannot mix what never ends with the tables"
              + " that exams are looked up in. It runs on the DirectRunner (leave --runner out) and"
              + " on Flink; on Spark, start mammobeam run again and again");
    }
  }

  /** Two would overwrite each other's status, and the first could no longer be stopped. */
  private static void refuseSecond(Folder output) throws IOException, UsageException {
    Optional<StreamStatus> status = StreamStatus.read(output).filter(found -> !found.isDrained());
    if (status.isEmpty()) {
      return;
    }
    Optional<RunStart> other =
        new RunFolder(output, status.get().start().id()).started().filter(RunStart::certainlyRuns);
    if (other.isPresent()) {
      throw new UsageException(
          "a stream writes to %s already, process %d of this machine; mammobeam stop --output=%s ends it"
              .formatted(output.uri(), other.get().process(), output.uri()));
    }
  }

  private void warn(String what) {
    err.println("mammobeam: " + what);
    err.flush();
  }

  private int refused(Exception e) {
    err.println("mammobeam: " + e.getMessage());
    err.flush();
    return ExitCode.WRONG_USAGE;
  }

  private int failed(String reason) {
    err.println("mammobeam: the stream failed: " + reason);
    err.println("What was published stays, and the same command goes on from there.");
    err.flush();
    return ExitCode.JOB_FAILED;
  }
}
