package org.mammobeam.beam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.StageOutcome;

/** Counts what the stages of a run did. */
final class StageCounts {
  private final String run;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();

  private static final class Tally {
    private long computed;
    private long reused;
    private long failed;
    private long remembered;
    private long notRun;
    private long cpuMillis;
    private long savedMillis;
  }

  /**
   * @param run whose rows are counted; what rows of other runs computed, this one reuses
   */
  StageCounts(String run) {
    this.run = run;
  }

  void add(ExamResult result) {
    boolean here = result.run().equals(run);
    for (StageOutcome stage : result.outcomes()) {
      Tally tally = tallies.computeIfAbsent(stage.stage(), unused -> new Tally());
      count(here ? stage.outcome() : stage.outcome().again(), tally);
    }
  }

  private static void count(Outcome outcome, Tally tally) {
    if (outcome instanceof Outcome.Done done && done.reused()) {
      tally.reused++;
      tally.savedMillis += done.cpuMillis();
    } else if (outcome instanceof Outcome.Done done) {
      tally.computed++;
      tally.cpuMillis += done.cpuMillis();
    } else if (outcome instanceof Outcome.Failed failure && failure.remembered()) {
      tally.remembered++;
    } else if (outcome instanceof Outcome.Failed) {
      tally.failed++;
    } else {
      tally.notRun++;
    }
  }

  /** What was counted, in the order of the stages. */
  List<StageCount> list() {
    return tallies.entrySet().stream().map(e -> count(e.getKey(), e.getValue())).toList();
  }

  private static StageCount count(String stage, Tally of) {
    return new StageCount(
        stage,
        of.computed,
        of.reused,
        of.failed,
        of.remembered,
        of.notRun,
        of.cpuMillis,
        of.savedMillis);
  }
}
