package org.mammobeam.beam;

import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.mammobeam.exam.ScreenedExam;

/**
 * Spreads exams over the workers anew. The key is the exam ID and never random: random keys lose or
 * double elements where an engine tries a stage again.
 *
 * @param <E> the exams
 */
public final class ReshuffleByExam<E extends ScreenedExam>
    extends PTransform<PCollection<E>, PCollection<E>> {
  private ReshuffleByExam() {}

  public static <E extends ScreenedExam> ReshuffleByExam<E> create() {
    return new ReshuffleByExam<>();
  }

  @Override
  public PCollection<E> expand(PCollection<E> exams) {
    return exams
        .apply(
            "ByExam",
            WithKeys.<String, E>of(exam -> exam.source().id())
                .withKeyType(TypeDescriptors.strings()))
        .apply("Spread", Reshuffle.of())
        .apply("Exams", Values.create())
        .setCoder(exams.getCoder());
  }
}
