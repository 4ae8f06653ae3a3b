package org.mammobeam.beam;

import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.ScreenedExam;

/**
 * Makes the rows of exams that have been through the stages.
 *
 * @param <E> exams behind their last stage
 */
public final class MakeRows<E extends ScreenedExam>
    extends PTransform<PCollection<E>, PCollection<ExamRow>> {
  private final String run;

  private MakeRows(String run) {
    this.run = run;
  }

  /** Makes rows of a run. */
  public static <E extends ScreenedExam> MakeRows<E> of(RunFolder run) {
    return new MakeRows<>(run.id());
  }

  @Override
  public PCollection<ExamRow> expand(PCollection<E> exams) {
    String writer = run;
    return exams
        .apply(
            "Result",
            MapElements.into(TypeDescriptor.of(ExamRow.class))
                .via(exam -> new ExamRow.Fresh(ExamResult.of(exam, writer))))
        .setCoder(SerializableCoder.of(ExamRow.class));
  }
}
