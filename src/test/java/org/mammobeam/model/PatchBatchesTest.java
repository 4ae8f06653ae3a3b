package org.mammobeam.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PatchBatchesTest {
  private static final int PIXELS = PatchClassifier.PATCH_PIXELS;

  private final ExecutorService lanes = Executors.newFixedThreadPool(2);
  private final List<Integer> shapes = new CopyOnWriteArrayList<>();

  @AfterEach
  void endLanes() {
    lanes.shutdownNow();
  }

  /** The first logit is the first pixel, the last one the last pixel; the others are 0. */
  private float[] pixels(float[] patches, int size) {
    shapes.add(size);
    assertEquals(size * PIXELS, patches.length);
    float[] logits = new float[size * 4];
    for (int i = 0; i < size; i++) {
      logits[i * 4] = patches[i * PIXELS];
      logits[i * 4 + 3] = patches[(i + 1) * PIXELS - 1];
    }
    return logits;
  }

  private static PatchSource firstPixels(float... values) {
    return (index, target, offset) -> {
      Arrays.fill(target, offset, offset + PIXELS, 0);
      target[offset] = values[index];
    };
  }

  private static float[] expected(float... values) {
    float[] expected = new float[values.length * 4];
    for (int i = 0; i < values.length; i++) {
      double power = Math.exp(values[i]);
      expected[i * 4] = (float) (power / (power + 3));
      for (int k = 1; k < 4; k++) {
        expected[i * 4 + k] = (float) (1 / (power + 3));
      }
    }
    return expected;
  }

  @Test
  void everyBatchHasTheSameShapeAndResultsKeepTheirOrder() throws IOException {
    PatchBatches batches = new PatchBatches(this::pixels, lanes, 2, 4);
    float[] values = {3, 1, 4, 1.5f, 5, 9, 2, 6, 5.5f, 3.5f, 0};

    float[] probabilities = batches.probabilities(values.length, firstPixels(values));

    assertArrayEquals(expected(values), probabilities, 1e-6f);
    assertEquals(List.of(4, 4, 4), shapes);
  }

  @Test
  void equalPatchesAreComputedOnce() throws IOException {
    PatchBatches batches = new PatchBatches(this::pixels, lanes, 2, 2);
    float[] values = {1, 1, 2, 1, 2, 2, 3, 1, 1};

    float[] probabilities = batches.probabilities(values.length, firstPixels(values));

    assertArrayEquals(expected(values), probabilities, 1e-6f);
    assertEquals(List.of(2, 2), shapes);
  }

  @Test
  void paddingIsZeroEvenWhereADuplicateWasLookedAt() throws IOException {
    List<Float> padding = new CopyOnWriteArrayList<>();
    PatchNetwork network =
        (patches, size) -> {
          padding.add(patches[PIXELS]);
          return new float[size * 4];
        };

    new PatchBatches(network, lanes, 2, 2).probabilities(2, firstPixels(7, 7));

    assertEquals(List.of(0f), padding);
  }

  @Test
  void patchesThatDifferInOnePixelOrInTheSignOfZeroAreDifferent() throws IOException {
    PatchBatches batches = new PatchBatches(this::pixels, lanes, 2, 1);
    PatchSource lastPixels =
        (index, target, offset) -> {
          Arrays.fill(target, offset, offset + PIXELS, 0);
          target[offset + PIXELS - 1] = index == 2 ? -0f : index;
        };

    batches.probabilities(3, lastPixels);

    assertEquals(3, shapes.size());
  }

  @Test
  void noPatchesAreNoBatch() throws IOException {
    assertEquals(
        0, new PatchBatches(this::pixels, lanes, 2, 4).probabilities(0, firstPixels()).length);
    assertEquals(List.of(), shapes);
  }

  @Test
  void whenMemoryRunsOutTheBatchIsHalvedAndStaysHalved() throws IOException {
    PatchNetwork small =
        (patches, size) -> {
          if (size > 2) {
            shapes.add(-size);
            throw new OutOfDeviceMemoryException("too large", new RuntimeException());
          }
          return pixels(patches, size);
        };
    PatchBatches batches = new PatchBatches(small, lanes, 1, 8);
    float[] values = {3, 1, 4, 1.5f, 5, 9, 2, 6, 5.5f, 3.5f, 0};

    float[] probabilities = batches.probabilities(values.length, firstPixels(values));

    assertArrayEquals(expected(values), probabilities, 1e-6f);
    assertEquals(2, batches.batchSize());
    assertEquals(-8, shapes.get(0));
    shapes.clear();
    batches.probabilities(5, firstPixels(1, 2, 3, 4, 5));
    assertEquals(List.of(2, 2, 2), shapes);
  }

  @Test
  void aDeviceTooSmallForOnePatchIsAnErrorWithAdvice() {
    PatchNetwork none =
        (patches, size) -> {
          throw new OutOfDeviceMemoryException("too large", new RuntimeException());
        };
    DeviceException failure =
        assertThrows(
            DeviceException.class,
            () -> new PatchBatches(none, lanes, 2, 4).probabilities(3, firstPixels(1, 2, 3)));
    assertTrue(failure.toString().contains("use another --device"), failure.toString());
  }

  @Test
  void aFailingEngineIsALostDeviceAndNoFaultOfTheExam() {
    PatchNetwork broken =
        (patches, size) -> {
          throw new IllegalStateException("CUDA error: device-side assert");
        };
    DeviceException failure =
        assertThrows(
            DeviceException.class,
            () -> new PatchBatches(broken, lanes, 2, 4).probabilities(3, firstPixels(1, 2, 3)));
    assertTrue(failure.toString().contains("device-side assert"), failure.toString());
  }

  @Test
  void theLanesTimeIsTheCallers() throws IOException {
    long work = 50_000_000;
    PatchNetwork busy =
        (patches, size) -> {
          for (long end = CpuTime.nanos() + work; CpuTime.nanos() < end; ) {
            Thread.onSpinWait();
          }
          return pixels(patches, size);
        };
    long start = CpuTime.nanos();
    new PatchBatches(busy, lanes, 2, 1).probabilities(3, firstPixels(1, 2, 3));
    long spent = CpuTime.nanos() - start;
    assertTrue(spent >= 3 * work, spent + " ns");
  }
}
