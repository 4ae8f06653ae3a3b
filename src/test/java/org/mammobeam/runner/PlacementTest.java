package org.mammobeam.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.resourcehints.ResourceHints;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;

/** What is pinned, and for how long it is waited. */
final class PlacementTest {
  /** Two steps. */
  private static final class Composite
      extends PTransform<PCollection<String>, PCollection<KV<String, String>>> {
    @Override
    public PCollection<KV<String, String>> expand(PCollection<String> words) {
      return words
          .apply(
              "Keys",
              WithKeys.<String, String>of(word -> word).withKeyType(TypeDescriptors.strings()))
          .apply("Spread", Reshuffle.of());
    }
  }

  @Test
  void whatIsInsideOfAHintedTransformIsAccelerated() {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    pipeline
        .apply("Words", Create.of("a"))
        .apply(
            "Networks",
            new Composite().setResourceHints(ResourceHints.create().withAccelerator("type:gpu")));
    AcceleratedTransforms accelerated = AcceleratedTransforms.of(pipeline);
    assertTrue(accelerated.cover("Networks"));
    assertTrue(accelerated.cover("Networks/Keys/Map/ParMultiDo(Anonymous)"));
    assertTrue(accelerated.cover("Networks/Spread/something that a runner made of it"));
    assertFalse(accelerated.cover("NetworksToo"));
    assertFalse(accelerated.cover("Words/Read(CreateSource)"));
    assertFalse(new AcceleratedTransforms(Set.of()).cover("Networks"));
  }

  @Test
  void timesAreReadAsTheyAreWritten() {
    assertEquals(Duration.ofSeconds(90), Placement.duration("90s"));
    assertEquals(Duration.ofMinutes(10), Placement.duration("10m"));
    assertEquals("10m", Placement.text(Duration.ofMinutes(10)));
    assertThrows(IllegalArgumentException.class, () -> Placement.duration("10"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Placement(Placement.Mode.ON, Duration.ZERO, 0, false));
  }
}
