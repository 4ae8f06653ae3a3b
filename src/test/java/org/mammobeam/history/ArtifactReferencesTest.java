package org.mammobeam.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.beam.Exams;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.StageOutcome;

final class ArtifactReferencesTest {
  private static Artifact artifact(int number) {
    byte[] key = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    return new Artifact(
        "crop", Sha256.of(key), "attempt-" + number, new TreeMap<>(), new TreeMap<>());
  }

  private static ExamResult row(int... numbers) {
    List<StageOutcome> outcomes = new ArrayList<>();
    outcomes.add(new StageOutcome("centers", 1, new Outcome.NotRun("not asked for")));
    for (int number : numbers) {
      outcomes.add(new StageOutcome("crop", 1, new Outcome.Done(artifact(number), false, 1)));
    }
    return new ExamResult(Exams.listed("a"), "run", Hash128.of("plan"), outcomes);
  }

  @Test
  void knowsWhatRowsNameAndNothingElse() {
    ArtifactReferences references = new ArtifactReferences();
    int count = 20_000;
    for (int i = 0; i < count; i += 2) {
      references.add(row(i, i + 1));
      references.add(row(i));
    }
    int unknown = 0;
    for (int i = 0; i < count; i++) {
      assertTrue(references.contains(artifact(i).folder()), "artifact " + i);
      unknown += references.contains(artifact(count + i).folder()) ? 1 : 0;
    }
    assertEquals(0, unknown);
  }
}
