package org.mammobeam.stream;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Tells, for the stream's status, what it goes by. */
public final class TellChanges extends PTransform<PCollection<Current>, PCollection<StreamEvent>> {
  @Override
  public PCollection<StreamEvent> expand(PCollection<Current> changes) {
    return changes
        .apply(
            "Events",
            FlatMapElements.into(TypeDescriptor.of(StreamEvent.class)).via(TellChanges::events))
        .setCoder(SerializableCoder.of(StreamEvent.class));
  }

  private static List<StreamEvent> events(Current current) {
    long now = System.currentTimeMillis();
    Edition edition = current.edition();
    List<StreamEvent> events = new ArrayList<>();
    events.add(
        StreamEvent.of(
            StreamEvent.Kind.EDITION,
            edition.takenUpMillis(),
            edition.number() + " " + edition.bundle()));
    events.add(StreamEvent.of(StreamEvent.Kind.REFUSED, now, current.refusal()));
    if (current.table().exists()) {
      events.add(StreamEvent.of(StreamEvent.Kind.SNAPSHOT, now, current.table().run()));
    }
    if (current.drained()) {
      events.add(StreamEvent.of(StreamEvent.Kind.DRAINED, now, ""));
    }
    return events;
  }
}
