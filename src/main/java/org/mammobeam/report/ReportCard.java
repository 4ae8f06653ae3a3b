package org.mammobeam.report;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * What the report shows of an exam.
 *
 * @param exam its ID
 * @param score the greater probability of malignancy of both breasts, by the model with heatmaps if
 *     it ran, else by the other; -1 without either
 * @param image four probabilities of the image-only model by label, or empty
 * @param imageHeatmaps four probabilities of the model with heatmaps by label, or empty
 * @param folder of the painted images, relative to the output folder; empty without
 * @param images names of the painted images, such as {@code L-CC-0}
 * @param failures what went wrong, as {@code stage: reason}
 */
public record ReportCard(
    String exam,
    double score,
    SortedMap<String, String> image,
    SortedMap<String, String> imageHeatmaps,
    String folder,
    List<String> images,
    List<String> failures)
    implements Serializable {
  /** Highest score first, then by ID. */
  public static final Comparator<ReportCard> BY_SCORE =
      Comparator.comparingDouble(ReportCard::score)
          .reversed()
          .thenComparing(
              card -> card.exam().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
}
