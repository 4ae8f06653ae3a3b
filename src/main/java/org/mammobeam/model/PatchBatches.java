package org.mammobeam.model;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes batches of one fixed shape out of patches and spreads them over lanes, which are threads.
 *
 * <p>The shape is fixed because another one changes the last bits. Only where a batch does not fit
 * into the device's memory it is halved, for good.
 */
public final class PatchBatches {
  private static final Logger LOG = LoggerFactory.getLogger(PatchBatches.class);
  private static final int PIXELS = PatchClassifier.PATCH_PIXELS;
  private static final int CLASSES = PatchClassifier.CLASSES;

  private final PatchNetwork network;
  private final ExecutorService lanes;
  private final int laneCount;
  private final AtomicInteger batchSize;

  /**
   * Uses {@code laneCount} threads of {@code lanes}.
   *
   * @param batchSize patches of a batch, a power of two
   */
  public PatchBatches(PatchNetwork network, ExecutorService lanes, int laneCount, int batchSize) {
    if (Integer.bitCount(batchSize) != 1) {
      throw new IllegalArgumentException("batches of " + batchSize + " cannot be halved down to 1");
    }
    this.network = network;
    this.lanes = lanes;
    this.laneCount = laneCount;
    this.batchSize = new AtomicInteger(batchSize);
  }

  /** A batch on its way: where its first patch's results go and how many there are. */
  private record Pending(int first, int filled, Future<float[]> logits) {}

  /** Patches of a batch: less than at first once the device's memory was too small. */
  public int batchSize() {
    return batchSize.get();
  }

  /** As {@link PatchClassifier#probabilities(int, PatchSource)}. */
  public float[] probabilities(int count, PatchSource source) throws IOException {
    DistinctPatches distinct = new DistinctPatches(count);
    float[] probabilities = new float[count * CLASSES];
    Queue<Pending> pending = new ArrayDeque<>();
    AtomicLong laneNanos = new AtomicLong();
    try {
      for (int next = 0; next < count; ) {
        int first = distinct.size();
        int size = batchSize();
        float[] batch = new float[size * PIXELS];
        while (next < count && distinct.size() < first + size) {
          int offset = (distinct.size() - first) * PIXELS;
          source.copyPatch(next, batch, offset);
          distinct.isNew(next++, batch, offset);
        }
        int filled = distinct.size() - first;
        if (filled > 0) {
          Arrays.fill(batch, filled * PIXELS, batch.length, 0);
          Callable<float[]> work = CpuTime.counted(() -> logits(batch, filled, size), laneNanos);
          pending.add(new Pending(first, filled, lanes.submit(work)));
        }
        // One batch more than lanes, so that none waits for this thread.
        if (pending.size() > laneCount) {
          collect(pending.remove(), probabilities);
        }
      }
      while (!pending.isEmpty()) {
        collect(pending.remove(), probabilities);
      }
    } finally {
      pending.forEach(batch -> batch.logits.cancel(false));
      CpuTime.add(laneNanos.get());
    }
    return distinct.spread(probabilities, CLASSES);
  }

  private float[] logits(float[] batch, int filled, int size) throws IOException {
    try {
      float[] logits = network.logits(batch, size);
      if (logits.length != size * CLASSES) {
        throw new BundleException(
            "the patch network gives %d values for %d patches, not 4 each"
                .formatted(logits.length, size));
      }
      return logits;
    } catch (OutOfDeviceMemoryException e) {
      if (size == 1) {
        throw new DeviceException(
            "the device's memory is too small for a single patch; use another --device or let"
                + " fewer processes share it",
            e);
      }
      int half = size / 2;
      if (batchSize.compareAndSet(size, half)) {
        LOG.warn("Out of device memory with {} patches at once; going on with {}", size, half);
      }
      float[] logits = new float[size * CLASSES];
      for (int from = 0; from < filled; from += half) {
        float[] part = Arrays.copyOfRange(batch, from * PIXELS, (from + half) * PIXELS);
        float[] partial = logits(part, Math.min(half, filled - from), half);
        System.arraycopy(partial, 0, logits, from * CLASSES, half * CLASSES);
      }
      return logits;
    }
  }

  private static void collect(Pending batch, float[] probabilities) throws IOException {
    try {
      float[] logits = batch.logits.get();
      for (int i = 0; i < batch.filled; i++) {
        softmax(logits, i * CLASSES, probabilities, (batch.first + i) * CLASSES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      batch.logits.cancel(false);
      throw new InterruptedIOException("interrupted while waiting for a batch of patches");
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    }
  }

  /** The failure as it happened in its lane; an engine's complaint is no fault of an exam. */
  private static IOException failure(Throwable cause) {
    if (cause instanceof IOException failed) {
      return failed;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new DeviceException("the patch network failed: " + cause.getMessage(), cause);
  }

  private static void softmax(float[] logits, int from, float[] probabilities, int to) {
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < CLASSES; i++) {
      greatest = Math.max(greatest, logits[from + i]);
    }
    double sum = 0;
    double[] powers = new double[CLASSES];
    for (int i = 0; i < CLASSES; i++) {
      powers[i] = Math.exp((double) logits[from + i] - greatest);
      sum += powers[i];
    }
    for (int i = 0; i < CLASSES; i++) {
      probabilities[to + i] = (float) (powers[i] / sum);
    }
  }
}
