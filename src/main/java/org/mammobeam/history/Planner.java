package org.mammobeam.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mammobeam.ScreeningOptions;
import org.mammobeam.artifact.ArtifactStore;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.beam.AssembleExams;
import org.mammobeam.beam.AssembleListedExams;
import org.mammobeam.beam.KnownOutcomes;
import org.mammobeam.beam.KnownRow;
import org.mammobeam.beam.ReadExams;
import org.mammobeam.beam.RunResults;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.RunTable;
import org.mammobeam.beam.RunTables;
import org.mammobeam.beam.StageCount;
import org.mammobeam.beam.StageTask;
import org.mammobeam.beam.TableRef;
import org.mammobeam.beam.WorkerSetup;
import org.mammobeam.exam.AssembledExam;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.Plan;
import org.mammobeam.exam.PlannedExam;
import org.mammobeam.exam.ScreenedExam;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImages;
import org.mammobeam.exam.SourceState;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.history.ScreeningPlan.ExamPlan;
import org.mammobeam.history.ScreeningPlan.ExamStep;
import org.mammobeam.history.ScreeningPlan.StagePlan;
import org.mammobeam.history.ScreeningPlan.Step;
import org.mammobeam.stage.Reads;
import org.mammobeam.stage.Stage;
import org.mammobeam.table.Reprocess;
import org.mammobeam.table.SkipRule;

/**
 * Finds out what a run would do, by the same look-ups that the run makes, and does nothing of it.
 * Files of new and changed exams are read for their digests; no image is decoded, no network
 * loaded.
 */
public final class Planner {
  private final ScreeningOptions options;
  private final TableRef base;
  private final @Nullable RunSummary baseSummary;
  private final RunTable table;
  private final Plan plan;
  private final SkipRule rule;
  private final KnownOutcomes known;

  /** An exam's plan, and the row that it would replace. */
  private record Planned(ExamPlan exam, @Nullable ExamResult before) {}

  /**
   * A planner of one run.
   *
   * @param options what the run is to do
   * @param workers what its workers have
   * @param base the table that exams are looked up in
   */
  public Planner(ScreeningOptions options, WorkerSetup workers, TableRef base) throws IOException {
    this.options = options;
    this.base = base;
    this.baseSummary = base.exists() ? RunResults.summary(base.runFolder()) : null;
    this.table = RunTables.of(base);
    this.plan = options.plan(workers.maxPixels());
    this.rule = options.recompute().rule(plan);
    ArtifactStore store = workers.store();
    this.known = new KnownOutcomes(store, workers.maxPixels());
  }

  /** Makes the plan. */
  public ScreeningPlan plan() throws IOException {
    List<AssembledExam> changed = new ArrayList<>();
    Set<Hash128> found = new HashSet<>();
    long leftOut = 0;
    try (Stream<AssembledExam> exams = exams()) {
      for (AssembledExam exam : (Iterable<AssembledExam>) exams::iterator) {
        String id = exam.files().id();
        found.add(Hash128.of(id));
        switch (rule.verdict(id, SourceState.hash(exam), table.find(id).map(KnownRow::skip))) {
          case COVERED -> {}
          case CHANGED -> changed.add(exam);
          case LEFT_OUT -> leftOut++;
        }
      }
    }
    List<Planned> planned = changed.parallelStream().map(this::planUnchecked).toList();
    List<ExamResult> replaced = new ArrayList<>();
    planned.forEach(
        exam -> {
          if (exam.before() != null) {
            replaced.add(exam.before());
          }
        });
    List<ExamResult> gone = gone(found);
    replaced.addAll(gone);
    List<ExamPlan> plans =
        planned.stream().map(Planned::exam).sorted(Comparator.comparing(ExamPlan::exam)).toList();
    return new ScreeningPlan(
        base.run(),
        found.size(),
        found.size() - changed.size() - leftOut,
        leftOut,
        gone.size(),
        stages(plans, replaced),
        plans);
  }

  private Stream<AssembledExam> exams() throws IOException {
    return options.examList() == null
        ? AssembleExams.find(options.input())
        : AssembleListedExams.find(options.input(), options.examList());
  }

  /** Rows of exams that are no longer there. */
  private List<ExamResult> gone(Set<Hash128> found) {
    List<ExamResult> gone = new ArrayList<>();
    table.forEach(
        row -> {
          if (!found.contains(row.skip().exam())) {
            try {
              gone.add(row.read(base.output()));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
    return gone;
  }

  private Planned planUnchecked(AssembledExam exam) {
    try {
      return plan(exam);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Planned plan(AssembledExam assembled) throws IOException {
    Optional<KnownRow> row = table.find(assembled.files().id());
    ExamResult before = row.isEmpty() ? null : row.get().read(base.output());
    SourceExam found =
        options.reader().read(assembled, before == null ? null : before.source(), (name, by) -> {});
    if (found.content() instanceof SourceImages.Unusable unusable) {
      return new Planned(new ExamPlan(found.id(), List.of(), unusable.failure().reason()), before);
    }
    if (before != null && rule.keeps(before, found)) {
      List<ExamStep> kept = before.outcomes().stream().map(Planner::kept).toList();
      return new Planned(new ExamPlan(found.id(), kept, ""), before);
    }
    return new Planned(new Walk(found, before).plan(), before);
  }

  private static ExamStep kept(StageOutcome stage) {
    return new ExamStep(stage.stage(), step(stage.outcome()), List.of());
  }

  private static Step step(Outcome outcome) {
    return outcome instanceof Outcome.Done
        ? Step.REUSED
        : outcome instanceof Outcome.Failed ? Step.REMEMBERED : Step.NOT_RUN;
  }

  /** The way of one exam through the stages. */
  private final class Walk {
    private final SourceExam exam;
    private final @Nullable ExamResult before;
    private final @Nullable ExamChanges changes;
    private final Map<String, List<String>> reasons = new HashMap<>();
    private final List<ExamStep> steps = new ArrayList<>();

    Walk(SourceExam exam, @Nullable ExamResult before) {
      this.exam = exam;
      this.before = before;
      this.changes =
          before == null || baseSummary == null
              ? null
              : new ExamChanges(
                  before, baseSummary.plans().get(before.plan().toString()), exam, plan);
    }

    ExamPlan plan() throws IOException {
      ScreenedExam at = ReadExams.planned(exam, rule, before);
      for (Stage<?, ?> stage : options.stages().list()) {
        at = pass(stage, at);
      }
      return new ExamPlan(exam.id(), steps, "");
    }

    /** The list of stages is in the order in which each takes what the one before gives. */
    @SuppressWarnings("unchecked")
    private <I extends ScreenedExam> ScreenedExam pass(Stage<I, ?> stage, ScreenedExam at)
        throws IOException {
      I in = (I) at;
      Reads reads = stage.reads(in);
      Outcome outcome = outcome(stage, reads, in.planned());
      return stage.next(in, new StageOutcome(stage.name(), stage.version(), outcome));
    }

    private Outcome outcome(Stage<?, ?> stage, Reads reads, PlannedExam planned)
        throws IOException {
      boolean asked = options.settings().stages().contains(stage.name());
      StageTask.Mode mode = StageTask.Mode.of(asked, rule.reprocess());
      if (reads.missing().isPresent()) {
        return add(stage, Step.NOT_RUN, List.of(), new Outcome.NotRun(reads.missing().get()));
      }
      if (mode == StageTask.Mode.ANEW) {
        return add(stage, Step.RUNS, List.of("everything anew"), new Outcome.Pending());
      }
      if (!reads.pending().isEmpty()) {
        List<String> why = why(stage, reads);
        return mode == StageTask.Mode.LOOK_UP
            ? add(stage, Step.NOT_RUN, List.of(), new Outcome.NotRun("not asked for"))
            : add(stage, Step.MAY_RUN, why, new Outcome.Pending());
      }
      Optional<Outcome> there = known.find(stage.name(), reads.key(stage), planned);
      if (there.isPresent()) {
        return add(stage, step(there.get()), List.of(), there.get());
      }
      return mode == StageTask.Mode.LOOK_UP
          ? add(stage, Step.NOT_RUN, List.of(), new Outcome.NotRun("not asked for"))
          : add(stage, Step.RUNS, why(stage, reads), new Outcome.Pending());
    }

    private Outcome add(Stage<?, ?> stage, Step step, List<String> why, Outcome outcome) {
      steps.add(new ExamStep(stage.name(), step, why));
      reasons.put(stage.name(), why);
      return outcome;
    }

    private List<String> why(Stage<?, ?> stage, Reads reads) {
      if (before == null || changes == null) {
        return List.of("new exam");
      }
      List<String> why = new ArrayList<>(changes.ofSource());
      why.addAll(changes.ofStage(stage.name(), reads.roles()));
      for (String pending : reads.pending()) {
        for (String reason : reasons.getOrDefault(pending, List.of())) {
          String behind = why.contains(reason) ? reason : "behind " + pending + ": " + reason;
          if (!why.contains(behind)) {
            why.add(reason.startsWith("behind ") ? reason : behind);
          }
        }
      }
      if (why.isEmpty() && rule.reprocess() == Reprocess.FAILED && failed(stage.name())) {
        why.add("retry of a failure");
      }
      return why.isEmpty() ? List.of("no artifact of what it reads now") : why;
    }

    private boolean failed(String stage) {
      return before != null
          && before.outcomes().stream()
              .anyMatch(o -> o.stage().equals(stage) && o.outcome() instanceof Outcome.Failed);
    }
  }

  private List<StagePlan> stages(List<ExamPlan> plans, List<ExamResult> replaced) {
    return options.stages().list().stream()
        .map(stage -> stage(stage.name(), plans, replaced))
        .toList();
  }

  private StagePlan stage(String stage, List<ExamPlan> plans, List<ExamResult> replaced) {
    Map<Step, Long> steps = keptSteps(stage, replaced);
    TreeMap<String, Long> reasons = new TreeMap<>();
    for (ExamPlan exam : plans) {
      if (!exam.failure().isEmpty()) {
        steps.merge(Step.NOT_RUN, 1L, Long::sum);
      }
      for (ExamStep step : exam.stages()) {
        if (step.stage().equals(stage)) {
          steps.merge(step.step(), 1L, Long::sum);
          step.reasons().forEach(reason -> reasons.merge(reason, 1L, Long::sum));
        }
      }
    }
    long millis = base(stage).map(StageCount::millisPerExam).orElse(0L);
    long runs = steps.getOrDefault(Step.RUNS, 0L);
    long mayRun = steps.getOrDefault(Step.MAY_RUN, 0L);
    return new StagePlan(
        stage,
        runs,
        mayRun,
        steps.getOrDefault(Step.REUSED, 0L),
        steps.getOrDefault(Step.REMEMBERED, 0L),
        steps.getOrDefault(Step.NOT_RUN, 0L),
        runs * millis,
        mayRun * millis,
        reasons);
  }

  /** What covered exams come to: all of the run before but the rows that are replaced or gone. */
  private Map<Step, Long> keptSteps(String stage, List<ExamResult> replaced) {
    Map<Step, Long> steps = new HashMap<>();
    base(stage)
        .ifPresent(
            count -> {
              steps.put(Step.REUSED, count.computed() + count.reused());
              steps.put(Step.REMEMBERED, count.failed() + count.remembered());
              steps.put(Step.NOT_RUN, count.notRun());
            });
    for (ExamResult row : replaced) {
      for (StageOutcome outcome : row.outcomes()) {
        if (outcome.stage().equals(stage)) {
          steps.merge(step(outcome.outcome()), -1L, Long::sum);
        }
      }
    }
    return steps;
  }

  private Optional<StageCount> base(String stage) {
    return baseSummary == null
        ? Optional.empty()
        : baseSummary.stages().stream().filter(count -> count.stage().equals(stage)).findFirst();
  }
}
