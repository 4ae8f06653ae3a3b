package org.mammobeam.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.beam.RunRows;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.StageFailure;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.report.DiffCard;
import org.mammobeam.stage.ClassifyImageHeatmapsStage;
import org.mammobeam.stage.ClassifyImageStage;
import org.mammobeam.stage.VisualizeStage;

/** Compares the results of two runs, exam by exam. */
public final class RunComparison {
  /** By the names of the models in results, the stages that give their scores. */
  private static final SortedMap<String, String> MODELS =
      new TreeMap<>(
          Map.of(
              "image", ClassifyImageStage.NAME, "image-heatmaps", ClassifyImageHeatmapsStage.NAME));

  private final SoundRun before;
  private final SoundRun now;
  private final List<DiffCard> moved = new ArrayList<>();
  private final List<String> onlyBefore = new ArrayList<>();
  private final List<String> onlyNow = new ArrayList<>();
  private final List<StageFailure> failuresGone = new ArrayList<>();
  private final List<StageFailure> failuresNew = new ArrayList<>();
  private long both;

  private RunComparison(SoundRun before, SoundRun now) {
    this.before = before;
    this.now = now;
  }

  /** Compares two runs of one output folder, and writes the page that shows what moved. */
  public static RunDiff of(SoundRun before, SoundRun now) throws IOException {
    RunComparison comparison = new RunComparison(before, now);
    comparison.compareAll();
    DiffPages page = new DiffPages(before, now);
    RunDiff diff = comparison.diff(page.file());
    page.write(diff);
    return diff;
  }

  private RunDiff diff(String page) {
    return new RunDiff(
        before.id(), now.id(), both, moved, onlyBefore, onlyNow, failuresGone, failuresNew, page);
  }

  private void compareAll() throws IOException {
    try (RunRows first = RunRows.open(before.folder(), before.summary());
        RunRows second = RunRows.open(now.folder(), now.summary())) {
      Optional<ExamResult> was = first.next();
      Optional<ExamResult> is = second.next();
      while (was.isPresent() || is.isPresent()) {
        int order =
            was.isEmpty() ? 1 : is.isEmpty() ? -1 : ExamResult.BY_ID.compare(was.get(), is.get());
        if (order < 0) {
          onlyBefore.add(was.orElseThrow().source().id());
          failuresGone.addAll(was.orElseThrow().failures());
        } else if (order > 0) {
          onlyNow.add(is.orElseThrow().source().id());
          failuresNew.addAll(is.orElseThrow().failures());
        } else {
          compare(was.orElseThrow(), is.orElseThrow());
        }
        was = order <= 0 ? first.next() : was;
        is = order >= 0 ? second.next() : is;
      }
    }
    moved.sort(Comparator.comparingDouble(DiffCard::by).reversed());
  }

  private void compare(ExamResult was, ExamResult is) throws IOException {
    both++;
    failuresGone.addAll(without(was.failures(), is.failures()));
    failuresNew.addAll(without(is.failures(), was.failures()));
    List<DiffCard.Score> scores = new ArrayList<>();
    Set<String> stages = new LinkedHashSet<>();
    MODELS.forEach(
        (model, stage) -> {
          for (DiffCard.Score score : scores(model, was.artifact(stage), is.artifact(stage))) {
            scores.add(score);
            if (score.by() > 0) {
              stages.add(stage);
            }
          }
        });
    if (!stages.isEmpty()) {
      double by = scores.stream().mapToDouble(DiffCard.Score::by).max().orElseThrow();
      moved.add(
          new DiffCard(
              is.source().id(), by, scores, reasons(was, is, stages), painted(was), painted(is)));
    }
  }

  private static List<StageFailure> without(List<StageFailure> all, List<StageFailure> known) {
    return all.stream()
        .filter(
            failure ->
                known.stream()
                    .noneMatch(
                        other ->
                            other.stage().equals(failure.stage())
                                && other.failure().reason().equals(failure.failure().reason())))
        .toList();
  }

  private static List<DiffCard.Score> scores(
      String model, Optional<Artifact> was, Optional<Artifact> is) {
    SortedMap<String, String> then = was.map(Artifact::values).orElseGet(TreeMap::new);
    SortedMap<String, String> today = is.map(Artifact::values).orElseGet(TreeMap::new);
    Set<String> labels = new LinkedHashSet<>(then.keySet());
    labels.addAll(today.keySet());
    return labels.stream()
        .map(
            label ->
                new DiffCard.Score(
                    model, label, then.getOrDefault(label, ""), today.getOrDefault(label, "")))
        .toList();
  }

  private List<String> reasons(ExamResult was, ExamResult is, Set<String> stages) {
    ExamTrace then = ExamTrace.of(was, before.summary());
    ExamTrace today = ExamTrace.of(is, now.summary());
    Set<String> reasons = new LinkedHashSet<>();
    for (String stage : stages) {
      int known = reasons.size();
      reasons.addAll(new RowChanges(then, today).reasons(stage));
      then.outcome(stage).map(RunComparison::missing).ifPresent(r -> add(reasons, "before: ", r));
      today.outcome(stage).map(RunComparison::missing).ifPresent(r -> add(reasons, "now: ", r));
      if (reasons.size() == known && known == 0) {
        reasons.add("computed again, with another result");
      }
    }
    return List.copyOf(reasons);
  }

  private static void add(Set<String> reasons, String when, String remark) {
    if (!remark.isEmpty()) {
      reasons.add(when + remark);
    }
  }

  /** Why there are no scores; empty where there are. */
  private static String missing(StageOutcome outcome) {
    String why = StageTrace.remark(outcome.outcome());
    return why.isEmpty() ? "" : outcome.stage() + ": " + why;
  }

  /** What of an exam was painted; looked up later whether it is still there. */
  private static DiffCard.Painted painted(ExamResult row) {
    return row.artifact(VisualizeStage.NAME)
        .map(
            artifact ->
                new DiffCard.Painted(
                    artifact.folder(),
                    row.source().images().stream().map(SourceImage::name).toList()))
        .orElse(DiffCard.Painted.NONE);
  }

  /** A failure for people. */
  public static String text(StageFailure failure) {
    return failure.exam() + ", " + failure.stage() + ": " + failure.failure().reason();
  }
}
