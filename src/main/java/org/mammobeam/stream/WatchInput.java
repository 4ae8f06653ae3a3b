package org.mammobeam.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.runners.core.construction.SerializablePipelineOptions;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Watch;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;
import org.mammobeam.beam.Activity;
import org.mammobeam.beam.AssembleExams;
import org.mammobeam.beam.Folder;
import org.mammobeam.exam.SourceState;

/**
 * Notices exams whose folders are new or have changed: IDs with the state of the files. Ends when
 * the stream is told to stop.
 */
final class WatchInput extends PTransform<PBegin, PCollection<KV<String, String>>> {
  private static final Coder<KV<String, String>> CODER =
      KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of());

  private final Folder input;
  private final StreamFolder stream;
  private final StreamTiming timing;

  WatchInput(Folder input, StreamFolder stream, StreamTiming timing) {
    this.input = input;
    this.stream = stream;
    this.timing = timing;
  }

  @Override
  public PCollection<KV<String, String>> expand(PBegin begin) {
    Look look = new Look(input, stream, begin.getPipeline().getOptions());
    return begin
        .apply("Input", Create.of(input.uri()))
        .apply(
            "Watch",
            Watch.growthOf(look)
                .withPollInterval(StreamTiming.joda(timing.poll()))
                .withOutputCoder(CODER))
        .apply("Seen", ParDo.of(new Seen()))
        .setCoder(CODER);
  }

  /** Drops what Watch tells changes by. */
  static final class Seen extends DoFn<KV<String, KV<String, String>>, KV<String, String>> {
    @ProcessElement
    public void processElement(
        @Element KV<String, KV<String, String>> seen, OutputReceiver<KV<String, String>> out) {
      Activity.note();
      out.output(seen.getValue());
    }
  }

  /** Lists the input. What was listed before is told from what is new by those who ask. */
  static final class Look extends Watch.Growth.PollFn<String, KV<String, String>> {
    private final Folder input;
    private final StreamFolder stream;
    private final SerializablePipelineOptions options;

    Look(Folder input, StreamFolder stream, PipelineOptions options) {
      this.input = input;
      this.stream = stream;
      this.options = new SerializablePipelineOptions(options);
    }

    @Override
    public Watch.Growth.PollResult<KV<String, String>> apply(String uri, Context context)
        throws IOException {
      Instant now = Instant.now();
      if (stream.isStopping()) {
        return Watch.Growth.PollResult.complete(now, List.of());
      }
      List<KV<String, String>> exams = new ArrayList<>();
      AssembleExams.forEach(
          input,
          options.get(),
          exam -> exams.add(KV.of(exam.files().id(), SourceState.hash(exam).toString())));
      return Watch.Growth.PollResult.incomplete(now, exams).withWatermark(now);
    }
  }
}
