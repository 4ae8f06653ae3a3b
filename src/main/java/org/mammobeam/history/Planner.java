package org.mammobeam.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;
import org.mammobeam.ScreeningOptions;
import org.mammobeam.artifact.ArtifactStore;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.beam.AssembleExams;
import org.mammobeam.beam.AssembleListedExams;
import org.mammobeam.beam.KnownOutcomes;
import org.mammobeam.beam.KnownRow;
import org.mammobeam.beam.RunResults;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.RunTable;
import org.mammobeam.beam.RunTables;
import org.mammobeam.beam.TableRef;
import org.mammobeam.beam.WorkerSetup;
import org.mammobeam.exam.AssembledExam;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.Plan;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImages;
import org.mammobeam.exam.SourceState;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.history.ScreeningPlan.ExamPlan;
import org.mammobeam.history.ScreeningPlan.ExamStep;
import org.mammobeam.history.ScreeningPlan.Step;
import org.mammobeam.table.SkipRule;

/**
 * Finds out what a run would do, by the same look-ups that the run makes, and does nothing of it.
 * Files of new and changed exams are read for their digests; no image is decoded, no network
 * loaded.
 */
public final class Planner {
  private final ScreeningOptions options;
  private final PipelineOptions beam;
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
   * @param beam says how file systems are reached
   */
  public Planner(ScreeningOptions options, WorkerSetup workers, TableRef base, PipelineOptions beam)
      throws IOException {
    this.options = options;
    this.beam = beam;
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
    AtomicLong leftOut = new AtomicLong();
    forEachExam(
        exam -> {
          String id = exam.files().id();
          found.add(Hash128.of(id));
          switch (rule.verdict(id, SourceState.hash(exam), table.find(id).map(KnownRow::skip))) {
            case COVERED -> {}
            case CHANGED -> changed.add(exam);
            case LEFT_OUT -> leftOut.incrementAndGet();
          }
        });
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
    StagePlans counted = new StagePlans(baseSummary, plans, replaced);
    return new ScreeningPlan(
        base.run(),
        found.size(),
        found.size() - changed.size() - leftOut.get(),
        leftOut.get(),
        gone.size(),
        options.stages().list().stream().map(stage -> counted.of(stage.name())).toList(),
        plans);
  }

  private void forEachExam(Consumer<AssembledExam> to) throws IOException {
    if (options.examList() == null) {
      AssembleExams.forEach(options.input(), beam, to);
    } else {
      AssembleListedExams.forEach(options.input(), options.examList(), beam, to);
    }
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
    SourceExam found = options.reader().read(assembled, plan.models(), before, (name, by) -> {});
    if (found.content() instanceof SourceImages.Unusable unusable) {
      return new Planned(new ExamPlan(found.id(), List.of(), unusable.failure().reason()), before);
    }
    if (before != null && rule.keeps(before, found)) {
      List<ExamStep> kept = before.outcomes().stream().map(Planner::kept).toList();
      return new Planned(new ExamPlan(found.id(), kept, ""), before);
    }
    return new Planned(
        new ExamWalk(options, rule, known, found, before, changes(found, before)).plan(), before);
  }

  private static ExamStep kept(StageOutcome stage) {
    return new ExamStep(stage.stage(), Step.of(stage.outcome()), List.of());
  }

  private @Nullable ExamChanges changes(SourceExam found, @Nullable ExamResult before) {
    return before == null || baseSummary == null
        ? null
        : new ExamChanges(before, baseSummary.plans().get(before.plan().toString()), found, plan);
  }
}
