package org.mammobeam.stream;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Contextful;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Requirements;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.Watch;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** Gives what a stream goes by, each time that it has changed. Ends when the stream is drained. */
public final class WatchCurrent extends PTransform<PBegin, PCollection<Current>> {
  private final StreamKeeper keeper;

  private WatchCurrent(StreamKeeper keeper) {
    this.keeper = keeper;
  }

  /** Watches what a keeper keeps. */
  public static WatchCurrent of(StreamKeeper keeper) {
    return new WatchCurrent(keeper);
  }

  @Override
  public PCollection<Current> expand(PBegin begin) {
    Contextful<Watch.Growth.PollFn<String, Current>> look =
        Contextful.of(new Look(keeper), Requirements.empty());
    return begin
        .apply("Output", Create.of(keeper.stream().output().uri()))
        .apply(
            "Look",
            Watch.growthOf(look, Current::number)
                .withPollInterval(StreamTiming.joda(keeper.timing().poll()))
                .withOutputCoder(SerializableCoder.of(Current.class))
                .withOutputKeyCoder(VarLongCoder.of()))
        .apply("Changes", Values.create())
        .setCoder(SerializableCoder.of(Current.class));
  }

  /**
   * All of them as a side input, of which {@link Current#newest} counts. Engines may show several
   * panes at once, so that no view of a single value would do.
   */
  static PCollectionView<Iterable<Current>> asSideInput(PCollection<Current> changes) {
    return changes
        .apply(
            "EachChange",
            Window.<Current>into(new GlobalWindows())
                .triggering(Repeatedly.forever(AfterPane.elementCountAtLeast(1)))
                .accumulatingFiredPanes()
                .withAllowedLateness(Duration.ZERO))
        .apply("Newest", Combine.<Current>globally(Current::newest).withoutDefaults())
        .setCoder(SerializableCoder.of(Current.class))
        .apply("AsSideInput", View.asIterable());
  }

  static final class Look extends Watch.Growth.PollFn<String, Current> {
    private final StreamKeeper keeper;

    Look(StreamKeeper keeper) {
      this.keeper = keeper;
    }

    @Override
    public Watch.Growth.PollResult<Current> apply(String output, Context context)
        throws IOException {
      Current current = keeper.look();
      Instant now = Instant.now();
      return current.drained()
          ? Watch.Growth.PollResult.complete(now, List.of(current))
          : Watch.Growth.PollResult.incomplete(now, List.of(current)).withWatermark(now);
    }
  }
}
