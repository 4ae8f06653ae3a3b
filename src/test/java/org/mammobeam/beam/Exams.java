package org.mammobeam.beam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.exam.ExamFiles;
import org.mammobeam.exam.Failure;
import org.mammobeam.exam.FileState;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.exam.PlannedExam;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.SourceImages;
import org.mammobeam.exam.SourceState;
import org.mammobeam.exam.View;

/** Exams for tests that open no image. */
public final class Exams {
  /** Digests of networks that are formulas. */
  public static final ModelDigests MODELS =
      ModelDigests.of(
          "formulas",
          Map.of(
              "patch", Sha256.of(new byte[] {1}),
              "image", Sha256.of(new byte[] {2}),
              "image-heatmaps", Sha256.of(new byte[] {3})));

  /** A plan, by its hash. */
  public static final Hash128 PLAN = Hash128.of("plan");

  private static final SourceState STATE = new SourceState(Hash128.of("state"), 1_000_000);

  private Exams() {}

  /** An exam of four views before its first stage. */
  public static PlannedExam planned(String id) {
    return PlannedExam.unknown(listed(id), PLAN);
  }

  /** An exam of four views whose files' digests follow from its ID. */
  public static SourceExam listed(String id) {
    List<SourceImage> images = new ArrayList<>();
    for (View view : View.values()) {
      String path = id + "/" + view.name() + ".png";
      images.add(new SourceImage(view, 0, view.name(), path, Sha256.of(path.getBytes(UTF_8))));
    }
    return new SourceExam(
        new ExamFiles(id, List.of(new FileState(id + "/L_CC.png", 1, 2, ""))),
        STATE,
        MODELS,
        new SourceImages.Listed(HorizontalFlip.NO, images));
  }

  /** An exam that cannot be read. */
  public static SourceExam unusable(String id, String reason) {
    return new SourceExam(
        new ExamFiles(id, List.of()),
        STATE,
        MODELS,
        new SourceImages.Unusable(Sha256.of(id.getBytes(UTF_8)), Failure.ofData(reason)));
  }
}
