package org.mammobeam.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mammobeam.beam.FileArtifactStore;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunReversal;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImages;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.table.Reprocess;

/**
 * How an exam came to its results in a run: every digest from the source files to the scores, and
 * why each stage computed or did not.
 *
 * @param exam its ID
 * @param run that is explained
 * @param writtenBy the run that wrote the exam's row, which later ones took over
 * @param base the run that it is compared with, empty without
 * @param remark why nothing is compared, else empty
 * @param bundle name of the models
 * @param models digest per role
 * @param files of the exam
 * @param state hash of what tells changed files from others without opening them
 * @param plan hash of everything else that decides over results
 * @param failure why the exam could not be screened at all, else empty
 * @param stages in their order
 * @param why per stage, in the same order, why it came to what it came to
 * @param changes all that differs from the run that it is compared with
 */
public record ExamExplanation(
    String exam,
    String run,
    String writtenBy,
    String base,
    String remark,
    String bundle,
    SortedMap<String, String> models,
    List<SourceFile> files,
    String state,
    String plan,
    String failure,
    List<StageTrace> stages,
    List<List<String>> why,
    List<Change> changes) {

  /** The explanation of an exam in a run; nothing if the run does not have it. */
  public static Optional<ExamExplanation> of(SoundRun run, String exam) throws IOException {
    Optional<ExamResult> row = run.find(exam);
    return row.isEmpty() ? Optional.empty() : Optional.of(new Comparison(run, row.get()).explain());
  }

  private static final String NEW = "new exam";

  /** A row and the one before it. */
  private static final class Comparison {
    private final SoundRun run;
    private final ExamTrace now;
    private final Optional<ExamTrace> before;
    private final String remark;

    Comparison(SoundRun run, ExamResult row) throws IOException {
      this.run = run;
      this.now = ExamTrace.of(row, run.summary());
      String base = run.summary().base();
      if (!row.run().equals(run.id())) {
        this.before = Optional.empty();
        this.remark = takenOver(row);
      } else if (base.isEmpty()) {
        this.before = Optional.empty();
        this.remark = "there was no run before";
      } else if (!new RunFolder(run.table().output(), base).isPublished()) {
        this.before = Optional.empty();
        this.remark = "run " + base + ", which it was compared with, is no longer there";
      } else {
        Optional<ExamTrace> found = Optional.empty();
        String why = NEW;
        try {
          found = before(base);
        } catch (DamagedRunException e) {
          why = "run " + base + ", which it was compared with, is damaged";
        }
        this.before = found;
        this.remark = found.isEmpty() ? why : "";
      }
    }

    private Optional<ExamTrace> before(String base) throws IOException {
      SoundRun earlier = SoundRun.open(new RunFolder(run.table().output(), base));
      return earlier.find(now.row().source().id()).map(row -> ExamTrace.of(row, earlier.summary()));
    }

    /** The run did not look further than the table. */
    private String takenOver(ExamResult row) {
      String task = run.summary().info().task().policy();
      boolean same = row.plan().equals(run.summary().info().plan().hash());
      return "its row was taken over from run %s%s"
          .formatted(
              row.run(),
              task.startsWith(RunReversal.REVERT)
                  ? " (" + task + ")"
                  : same ? ", as nothing had changed" : " under the policy '" + task + "'");
    }

    ExamExplanation explain() throws IOException {
      SourceExam source = now.row().source();
      SortedMap<String, String> models = new TreeMap<>();
      source.models().byRole().forEach((role, digest) -> models.put(role, digest.hex()));
      List<StageTrace> stages = new ArrayList<>();
      List<List<String>> why = new ArrayList<>();
      FileArtifactStore store = new FileArtifactStore(run.table().output());
      for (StageOutcome outcome : now.row().outcomes()) {
        StageTrace stage = StageTrace.of(now, outcome, run.id(), store);
        stages.add(stage);
        why.add(why(stage));
      }
      return new ExamExplanation(
          source.id(),
          run.id(),
          now.row().run(),
          run.summary().base(),
          remark,
          source.models().bundle(),
          models,
          SourceFile.of(source),
          source.state().hash().toString(),
          now.row().plan().toString(),
          source.content() instanceof SourceImages.Unusable unusable
              ? unusable.failure().reason()
              : "",
          stages,
          why,
          before.map(was -> new RowChanges(was, now).all()).orElseGet(List::of));
    }

    private List<String> why(StageTrace stage) {
      return switch (stage.outcome()) {
        case NOT_RUN -> List.of(stage.remark());
        case COMPUTED, FAILED -> whyTried(stage);
        case REMEMBERED -> List.of("it failed on the same before and was not tried again");
        case REUSED -> whyReused(stage);
      };
    }

    private List<String> whyTried(StageTrace stage) {
      if (run.summary().info().task().policy().equals(Reprocess.ALL.label())) {
        return List.of("everything anew");
      }
      if (before.isEmpty()) {
        return List.of(remark);
      }
      List<String> changes = new RowChanges(before.get(), now).reasons(stage.stage());
      if (!changes.isEmpty()) {
        return changes;
      }
      Optional<StageOutcome> was = before.get().outcome(stage.stage());
      if (was.isPresent() && was.get().outcome() instanceof Outcome.Failed) {
        return List.of("retry of a failure");
      }
      return List.of(
          was.isPresent() && was.get().artifact().isPresent()
              ? "its artifact was no longer in the store"
              : "it had not run before");
    }

    private List<String> whyReused(StageTrace stage) {
      if (!now.row().run().equals(run.id())) {
        return List.of("the row was taken over");
      }
      boolean same =
          before
              .flatMap(was -> was.row().artifact(stage.stage()))
              .filter(artifact -> artifact.key().hex().equals(stage.key()))
              .isPresent();
      if (same) {
        return List.of("nothing that it reads has changed");
      }
      List<String> why = new ArrayList<>();
      before.ifPresent(was -> why.addAll(new RowChanges(was, now).reasons(stage.stage())));
      why.add(
          (why.isEmpty() ? "the store had" : "but the store had")
              + " an artifact of just this"
              + maker(stage));
      return why;
    }

    private static String maker(StageTrace stage) {
      String run = stage.origin().get("run");
      return run == null ? "" : ", made by run " + run;
    }
  }
}
