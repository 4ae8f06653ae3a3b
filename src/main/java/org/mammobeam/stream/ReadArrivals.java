package org.mammobeam.stream;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.beam.AssembleExams;
import org.mammobeam.beam.ChangedExam;
import org.mammobeam.beam.ExamReader;
import org.mammobeam.beam.KnownRow;
import org.mammobeam.beam.ReadExams;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.exam.AssembledExam;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.PlannedExam;
import org.mammobeam.exam.SourceState;

/**
 * Reads arrived exams. One whose folder is no longer what was handed on is let go: word of the
 * change is on its way.
 */
final class ReadArrivals extends PTransform<PCollection<ChangedExam>, PCollectionTuple> {
  /** Exams for the stages. */
  static final TupleTag<PlannedExam> TO_SCREEN = new TupleTag<>() {};

  /** What happened. */
  static final TupleTag<StreamEvent> EVENTS = new TupleTag<>() {};

  private final ExamReader reader;
  private final RunFolder stream;

  ReadArrivals(ExamReader reader, RunFolder stream) {
    this.reader = reader;
    this.stream = stream;
  }

  @Override
  public PCollectionTuple expand(PCollection<ChangedExam> exams) {
    PCollectionTuple read =
        exams.apply(
            "Read",
            ParDo.of(new Fn(reader, stream)).withOutputTags(TO_SCREEN, TupleTagList.of(EVENTS)));
    read.get(TO_SCREEN).setCoder(SerializableCoder.of(PlannedExam.class));
    read.get(EVENTS).setCoder(SerializableCoder.of(StreamEvent.class));
    return read;
  }

  static final class Fn extends DoFn<ChangedExam, PlannedExam> {
    private final ExamReader reader;
    private final RunFolder stream;

    Fn(ExamReader reader, RunFolder stream) {
      this.reader = reader;
      this.stream = stream;
    }

    @ProcessElement
    public void processElement(
        @Element ChangedExam changed, PipelineOptions options, MultiOutputReceiver out)
        throws IOException {
      PlannedExam toScreen =
          ReadExams.read(changed, before(changed.known()), reader, stream.id()).toScreen();
      if (toScreen != null && isAsItWas(changed.exam(), options)) {
        out.get(TO_SCREEN).output(toScreen);
      } else {
        long now = System.currentTimeMillis();
        out.get(EVENTS).output(new StreamEvent(StreamEvent.Kind.LEFT, changed.id(), now, ""));
      }
    }

    /** The row, unless its run has been deleted since it was looked up. */
    private @Nullable ExamResult before(@Nullable KnownRow known) throws IOException {
      try {
        return known == null ? null : known.read(stream.output());
      } catch (FileNotFoundException e) {
        return null;
      }
    }

    private boolean isAsItWas(AssembledExam exam, PipelineOptions options) throws IOException {
      Hash128 state = SourceState.hash(exam);
      Optional<AssembledExam> now = AssembleExams.find(reader.input(), exam.files().id(), options);
      return now.isPresent() && SourceState.hash(now.get()).equals(state);
    }
  }
}
