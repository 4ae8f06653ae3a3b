package org.mammobeam.beam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mammobeam.beam.StageTask.Mode.ANEW;
import static org.mammobeam.beam.StageTask.Mode.LOOK_UP;
import static org.mammobeam.beam.StageTask.Mode.NEEDED;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.artifact.Manifest;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.exam.CroppedExam;
import org.mammobeam.exam.Failure;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.PlannedExam;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.Precision;
import org.mammobeam.stage.Reads;
import org.mammobeam.stage.Stage;
import org.mammobeam.stage.StageContext;

final class RunStageTest {
  private static final List<Outcome> FAILED = new ArrayList<>();

  private List<StageOutcome> earlier = List.of();
  private final TestWorkers workers = new TestWorkers(UUID.randomUUID().toString(), "none");

  /** What the stage does in {@link Tagging#compute}. */
  private enum Behaviour {
    WRITES,
    REFUSES,
    BREAKS,
    IS_DISTURBED,
    ASKS_A_NETWORK,
    HAS_TROUBLE
  }

  /** Writes its tag. */
  private record Tagging(String tag, Behaviour behaviour)
      implements Stage<PlannedExam, CroppedExam> {
    @Override
    public String name() {
      return "tagging";
    }

    @Override
    public int version() {
      return 7;
    }

    @Override
    public Class<CroppedExam> output() {
      return CroppedExam.class;
    }

    @Override
    public Reads reads(PlannedExam exam) {
      Reads reads = Reads.viewsOf(exam.source()).images(exam.source());
      return behaviour == Behaviour.ASKS_A_NETWORK
          ? reads.model(exam.source().models(), "patch")
          : reads;
    }

    @Override
    public void compute(PlannedExam exam, StageContext context, ArtifactDraft draft)
        throws UnprocessableExamException, IOException {
      switch (behaviour) {
        case WRITES -> write(tag, draft);
        case ASKS_A_NETWORK -> write(Float.toString(answer(context)), draft);
        case IS_DISTURBED -> throw UnprocessableExamException.changed("L-CC-0");
        case REFUSES -> throw new UnprocessableExamException("no breast");
        case BREAKS -> throw new IllegalStateException("a bug");
        case HAS_TROUBLE -> throw new IOException("the store is down");
      }
    }

    private static void write(String value, ArtifactDraft draft) throws IOException {
      try (OutputStream out = draft.create("tag", "tag")) {
        out.write(1);
      }
      draft.content("tag", Sha256.of(new byte[] {1}));
      draft.value("tag", value);
    }

    /** Of a patch that the networks of two bundles see otherwise. */
    private static float answer(StageContext context) throws IOException {
      float[] bright = new float[PatchClassifier.PATCH_PIXELS];
      Arrays.fill(bright, 3);
      try (PatchClassifier patches = context.patchClassifier(Precision.FLOAT32)) {
        return patches.probabilities(bright)[0];
      }
    }

    @Override
    public CroppedExam next(PlannedExam exam, StageOutcome outcome) {
      return new CroppedExam(exam, outcome);
    }
  }

  private void run(
      Stage<PlannedExam, CroppedExam> stage,
      StageTask.Mode mode,
      SourceExam exam,
      SerializableFunction<Outcome, Void> check) {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PCollection<CroppedExam> tagged =
        pipeline
            .apply(
                Create.of(new PlannedExam(exam, Exams.PLAN, earlier))
                    .withCoder(SerializableCoder.of(PlannedExam.class)))
            .apply(RunStage.of(stage, workers).doing(new StageTask(mode, Map.of("run", "r"))));
    PAssert.thatSingleton(tagged)
        .satisfies(
            found -> {
              assertEquals("tagging", found.crop().stage());
              assertEquals(7, found.crop().version());
              return check.apply(found.crop().outcome());
            });
    pipeline.run().waitUntilFinish();
  }

  private static Void computed(Outcome outcome, String tag, boolean reused) {
    Outcome.Done done = (Outcome.Done) outcome;
    assertEquals(tag, done.artifact().value("tag"));
    assertEquals(reused, done.reused());
    return null;
  }

  @Test
  void computesOnceAndReusesAfterwards() {
    Tagging stage = new Tagging("a", Behaviour.WRITES);
    run(stage, NEEDED, Exams.listed("one"), outcome -> computed(outcome, "a", false));
    run(stage, NEEDED, Exams.listed("one"), outcome -> computed(outcome, "a", true));
    assertEquals(1, new InMemoryStore(workers.storeName()).size());
  }

  @Test
  void aManifestSaysWhichProcessMadeIt() {
    String store = workers.storeName();
    run(
        new Tagging("a", Behaviour.WRITES),
        NEEDED,
        Exams.listed("one"),
        outcome -> {
          Artifact made = ((Outcome.Done) outcome).artifact();
          Manifest manifest = new InMemoryStore(store).manifest(made).orElseThrow();
          assertEquals(WorkerName.get(), manifest.origin().get("worker"));
          return null;
        });
  }

  @Test
  void computesAgainWithAnotherSettingAndForAnotherExam() {
    run(
        new Tagging("a", Behaviour.WRITES),
        NEEDED,
        Exams.listed("one"),
        outcome -> computed(outcome, "a", false));
    run(
        new Tagging("b", Behaviour.WRITES),
        NEEDED,
        Exams.listed("one"),
        outcome -> computed(outcome, "b", false));
    run(
        new Tagging("a", Behaviour.WRITES),
        NEEDED,
        Exams.listed("two"),
        outcome -> computed(outcome, "a", false));
  }

  @Test
  void whatTheExamForbidsIsItsOutcome() {
    run(
        new Tagging("a", Behaviour.REFUSES),
        NEEDED,
        Exams.listed("one"),
        outcome -> {
          Outcome.Failed failed = (Outcome.Failed) outcome;
          assertEquals(Failure.ofData("no breast"), failed.failure());
          return null;
        });
    assertEquals(0, new InMemoryStore(workers.storeName()).size());
  }

  @Test
  void aBugIsTheExamsOutcomeWithItsStackTrace() {
    run(
        new Tagging("a", Behaviour.BREAKS),
        NEEDED,
        Exams.listed("one"),
        outcome -> {
          Failure failure = ((Outcome.Failed) outcome).failure();
          assertEquals(Failure.Kind.INTERNAL, failure.kind());
          assertTrue(failure.reason().contains("a bug"), failure.reason());
          assertTrue(failure.details().contains("Tagging.compute"), failure.details());
          return null;
        });
  }

  @Test
  void troubleOfTheStoreStopsTheJob() {
    assertThrows(
        PipelineExecutionException.class,
        () ->
            run(
                new Tagging("a", Behaviour.HAS_TROUBLE),
                NEEDED,
                Exams.listed("one"),
                outcome -> null));
  }

  @Test
  void aStageThatIsNotAskedForOnlyLooksUp() {
    Tagging stage = new Tagging("a", Behaviour.WRITES);
    run(
        stage,
        LOOK_UP,
        Exams.listed("one"),
        outcome -> {
          assertEquals(new Outcome.NotRun("not asked for"), outcome);
          return null;
        });
    run(stage, NEEDED, Exams.listed("one"), outcome -> computed(outcome, "a", false));
    run(stage, LOOK_UP, Exams.listed("one"), outcome -> computed(outcome, "a", true));
  }

  @Test
  void anExamThatCannotBeReadRunsNothing() {
    run(
        new Tagging("a", Behaviour.BREAKS),
        NEEDED,
        Exams.unusable("bad", "no list"),
        outcome -> {
          assertEquals(new Outcome.NotRun("the exam cannot be read"), outcome);
          return null;
        });
  }

  @Test
  void everythingIsComputedAnewWhereThatIsAskedFor() {
    Tagging stage = new Tagging("a", Behaviour.WRITES);
    run(stage, NEEDED, Exams.listed("one"), outcome -> computed(outcome, "a", false));
    run(stage, ANEW, Exams.listed("one"), outcome -> computed(outcome, "a", false));
  }

  @Test
  void aFailureIsRememberedByItsKeyAndNotTriedAgain() {
    FAILED.clear();
    run(
        new Tagging("a", Behaviour.REFUSES),
        NEEDED,
        Exams.listed("one"),
        outcome -> {
          FAILED.add(outcome);
          return null;
        });
    Outcome failed = FAILED.get(0);
    earlier = List.of(new StageOutcome("tagging", 7, failed));
    run(
        new Tagging("a", Behaviour.REFUSES),
        NEEDED,
        Exams.listed("one"),
        outcome -> {
          assertEquals(failed.again(), outcome);
          return null;
        });
    run(
        new Tagging("b", Behaviour.WRITES),
        NEEDED,
        Exams.listed("one"),
        outcome -> computed(outcome, "b", false));
  }

  @Test
  void anExamWhoseFilesWereBeingChangedIsTriedAgain() {
    FAILED.clear();
    for (int time = 0; time < 2; time++) {
      run(
          new Tagging("a", Behaviour.IS_DISTURBED),
          NEEDED,
          Exams.listed("one"),
          outcome -> {
            Outcome.Failed failed = (Outcome.Failed) outcome;
            assertEquals(Failure.Kind.CHANGED, failed.failure().kind());
            assertFalse(failed.remembered());
            FAILED.add(outcome);
            return null;
          });
      earlier = List.of(new StageOutcome("tagging", 7, FAILED.get(0)));
    }
    assertEquals(2, FAILED.size());
  }

  @Test
  void everyExamIsScreenedWithItsOwnNetworks() throws InterruptedException {
    SourceExam exam = Exams.listed("one");
    ModelDigests others =
        ModelDigests.of(TestWorkers.OTHERS, Map.of("patch", Sha256.of(new byte[] {9})));
    SourceExam newer = new SourceExam(exam.files(), exam.state(), others, exam.content());
    Tagging stage = new Tagging("", Behaviour.ASKS_A_NETWORK);
    for (int time = 0; time < 2; time++) {
      boolean reused = time > 0;
      run(stage, NEEDED, exam, outcome -> computed(outcome, "0.95257413", reused));
      run(stage, NEEDED, newer, outcome -> computed(outcome, "0.98201376", reused));
    }
    assertEquals(0, FormulaModels.openInTheEnd());
  }
}
