package org.mammobeam.beam;

import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.SerializableFunction;
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
public final class ReshuffleByExam<E> extends PTransform<PCollection<E>, PCollection<E>> {
  private final SerializableFunction<E, String> id;

  private ReshuffleByExam(SerializableFunction<E, String> id) {
    this.id = id;
  }

  /** Spreads exams between stages. */
  public static <E extends ScreenedExam> ReshuffleByExam<E> create() {
    return by(exam -> exam.source().id());
  }

  /** Spreads anything that has an exam ID. */
  public static <E> ReshuffleByExam<E> by(SerializableFunction<E, String> id) {
    return new ReshuffleByExam<>(id);
  }

  @Override
  public PCollection<E> expand(PCollection<E> exams) {
    return exams
        .apply("ByExam", WithKeys.<String, E>of(id).withKeyType(TypeDescriptors.strings()))
        .apply("Spread", Reshuffle.of())
        .apply("Exams", Values.create())
        .setCoder(exams.getCoder());
  }
}
