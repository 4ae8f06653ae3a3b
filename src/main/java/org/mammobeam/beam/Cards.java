package org.mammobeam.beam;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.mammobeam.algorithm.Predictions;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.report.ReportCard;
import org.mammobeam.stage.ClassifyImageHeatmapsStage;
import org.mammobeam.stage.ClassifyImageStage;
import org.mammobeam.stage.StoredPredictions;
import org.mammobeam.stage.VisualizeStage;

/** What the report shows, out of rows. */
final class Cards {
  private Cards() {}

  static ReportCard of(ExamResult result) {
    Optional<Artifact> image = result.artifact(ClassifyImageStage.NAME);
    Optional<Artifact> heatmaps = result.artifact(ClassifyImageHeatmapsStage.NAME);
    Optional<Artifact> overlays = result.artifact(VisualizeStage.NAME);
    List<String> images =
        overlays.isEmpty()
            ? List.of()
            : result.source().images().stream().map(SourceImage::name).toList();
    return new ReportCard(
        result.source().id(),
        score(heatmaps.isPresent() ? heatmaps : image),
        values(image),
        values(heatmaps),
        overlays.map(Artifact::folder).orElse(""),
        images,
        result.failures().stream()
            .map(failure -> failure.stage() + ": " + failure.failure().reason())
            .toList());
  }

  private static double score(Optional<Artifact> scores) {
    return scores
        .map(StoredPredictions::read)
        .map(Cards::malignant)
        .orElseGet(() -> DoubleStream.of(-1))
        .max()
        .orElse(-1);
  }

  private static DoubleStream malignant(Predictions predictions) {
    return DoubleStream.of(predictions.leftMalignant(), predictions.rightMalignant());
  }

  private static SortedMap<String, String> values(Optional<Artifact> scores) {
    SortedMap<String, String> values = new TreeMap<>();
    scores.ifPresent(artifact -> values.putAll(artifact.values()));
    return Collections.unmodifiableSortedMap(values);
  }
}
