package org.mammobeam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;
import org.mammobeam.ScreeningOptions;
import org.mammobeam.beam.BaseRun;
import org.mammobeam.beam.FileWorkers;
import org.mammobeam.beam.Savings;
import org.mammobeam.beam.TableRef;
import org.mammobeam.history.Planner;
import org.mammobeam.history.ScreeningPlan;
import org.mammobeam.history.ScreeningPlan.ExamPlan;
import org.mammobeam.history.ScreeningPlan.ExamStep;
import org.mammobeam.history.ScreeningPlan.StagePlan;
import org.mammobeam.history.ScreeningPlan.Step;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code mammobeam plan}: what a run would do. */
@Command(
    name = "plan",
    header = "Says what a run would do, why, and at what cost.",
    description =
        "Says what a run with the same options would compute, for which exams, why, and what that"
            + " would cost. Computes and writes nothing; files of new and changed exams are read.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A stage may run where it reads what another stage makes anew: it is reused if that comes"
          + " out",
      "as before.",
      "",
      "Example:",
      "  mammobeam plan --input=exams --models=models/new --output=out"
    })
final class PlanCommand implements Callable<Integer> {
  private static final String ROW = "%-24s %9s %9s %9s %9s %9s  %s%n";
  private static final int NAMED_EXAMS = 20;

  @Spec private CommandSpec spec;

  @Mixin private ScreeningArguments arguments = new ScreeningArguments();

  @Mixin private Answers answers = new Answers();

  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      PipelineOptions beam = JobStart.beamOptions(beamArguments);
      ScreeningOptions options = arguments.options();
      FileWorkers workers = arguments.workers(options);
      FolderCheck.check(workers, options.examList() != null);
      TableRef base = BaseRun.find(workers.output(), why -> err.println("mammobeam: " + why));
      ScreeningPlan plan = new Planner(options, workers, base, beam).plan();
      answers.print(spec.commandLine().getOut(), plan, out -> print(plan, out));
      return ExitCode.WELL;
    } catch (UsageException e) {
      err.println("mammobeam: " + e.getMessage());
      err.flush();
      return ExitCode.WRONG_USAGE;
    } catch (IOException | UncheckedIOException e) {
      err.println("mammobeam: " + e.getMessage());
      err.flush();
      return ExitCode.JOB_FAILED;
    }
  }

  private static void print(ScreeningPlan plan, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%d exams: %d unchanged, %d to look at%s%s; compared with %s%n",
        plan.exams(),
        plan.covered(),
        plan.changed().size(),
        plan.leftOut() == 0 ? "" : ", " + plan.leftOut() + " not asked for",
        plan.gone() == 0 ? "" : ", " + plan.gone() + " gone since",
        plan.base().isEmpty() ? "nothing: no run was published there" : "run " + plan.base());
    out.printf(ROW, "stage", "runs", "may run", "reused", "failed", "not run", "CPU time");
    for (StagePlan stage : plan.stages()) {
      out.printf(
          ROW,
          stage.stage(),
          stage.runs(),
          stage.mayRun(),
          stage.reused(),
          stage.remembered(),
          stage.notRun(),
          cost(stage));
    }
    plan.stages().forEach(stage -> reasons(stage, out));
    List<ExamPlan> working = plan.changed().stream().filter(PlanCommand::works).toList();
    working.stream().limit(NAMED_EXAMS).forEach(exam -> out.println(exam(exam)));
    if (working.size() > NAMED_EXAMS) {
      out.printf(Locale.ROOT, "and %d exams more; --json has all%n", working.size() - NAMED_EXAMS);
    }
  }

  private static String cost(StagePlan stage) {
    if (stage.runs() + stage.mayRun() == 0) {
      return "";
    }
    if (stage.cpuMillis() + stage.mayCpuMillis() == 0) {
      return "unknown";
    }
    String runs = Savings.time(Duration.ofMillis(stage.cpuMillis()));
    return stage.mayRun() == 0
        ? runs
        : runs + " to " + Savings.time(Duration.ofMillis(stage.cpuMillis() + stage.mayCpuMillis()));
  }

  private static void reasons(StagePlan stage, PrintWriter out) {
    stage
        .reasons()
        .forEach(
            (reason, exams) ->
                out.printf(
                    Locale.ROOT,
                    "%s: %s (%d %s)%n",
                    stage.stage(),
                    reason,
                    exams,
                    exams == 1 ? "exam" : "exams"));
  }

  private static boolean works(ExamPlan exam) {
    return !exam.failure().isEmpty()
        || exam.stages().stream()
            .anyMatch(step -> step.step() == Step.RUNS || step.step() == Step.MAY_RUN);
  }

  private static String exam(ExamPlan exam) {
    if (!exam.failure().isEmpty()) {
      return InOneLine.of(exam.exam() + " cannot be screened: " + exam.failure());
    }
    return InOneLine.of(exam.exam())
        + named(exam, Step.RUNS, " runs ")
        + named(exam, Step.MAY_RUN, " may run ");
  }

  private static String named(ExamPlan exam, Step wanted, String before) {
    String stages =
        exam.stages().stream()
            .filter(step -> step.step() == wanted)
            .map(ExamStep::stage)
            .collect(Collectors.joining(", "));
    return stages.isEmpty() ? "" : before + stages;
  }
}
