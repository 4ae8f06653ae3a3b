package org.mammobeam.beam;

import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;
import org.jspecify.annotations.Nullable;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.exam.Projection;
import org.mammobeam.model.ExamClassifier;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.Models;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.PatchSource;
import org.mammobeam.model.Precision;

/**
 * Keeps networks open from one exam to the next and counts what they do. Whoever opens one here and
 * closes it does not end it; {@link #close} ends all.
 */
final class KeptModels implements Models, AutoCloseable {
  private final WorkerSetup setup;
  private final ModelDigests digests;
  private @Nullable Models models;
  private final Map<Precision, PatchClassifier> patch = new EnumMap<>(Precision.class);
  private final Map<ModelRole, Map<Precision, ExamClassifier>> exam =
      new EnumMap<>(ModelRole.class);

  /** Of one bundle. */
  KeptModels(WorkerSetup setup, ModelDigests digests) {
    this.setup = setup;
    this.digests = digests;
  }

  private Models models() throws IOException {
    Models found = models;
    if (found == null) {
      found = setup.networks(digests);
      models = found;
    }
    return found;
  }

  @Override
  public synchronized PatchClassifier openPatchClassifier(Precision precision) throws IOException {
    PatchClassifier open = patch.get(precision);
    if (open == null) {
      Metrics.counter(namespace(ModelRole.PATCH), "loads").inc();
      open = models().openPatchClassifier(precision);
      patch.put(precision, open);
    }
    return new Patches(open);
  }

  @Override
  public synchronized ExamClassifier openExamClassifier(ModelRole role, Precision precision)
      throws IOException {
    Map<Precision, ExamClassifier> ofRole = exam.computeIfAbsent(role, unused -> new HashMap<>());
    ExamClassifier open = ofRole.get(precision);
    if (open == null) {
      Metrics.counter(namespace(role), "loads").inc();
      open = models().openExamClassifier(role, precision);
      ofRole.put(precision, open);
    }
    return new Exams(open, latency(role));
  }

  @Override
  public synchronized void close() {
    patch.values().forEach(PatchClassifier::close);
    exam.values().forEach(ofRole -> ofRole.values().forEach(ExamClassifier::close));
    patch.clear();
    exam.clear();
  }

  private static String namespace(ModelRole role) {
    return "model-" + role.label();
  }

  private static Distribution latency(ModelRole role) {
    return Metrics.distribution(namespace(role), "call-millis");
  }

  private record Patches(PatchClassifier kept) implements PatchClassifier {
    @Override
    public float[] probabilities(int count, PatchSource source) throws IOException {
      long start = System.nanoTime();
      float[] probabilities = kept.probabilities(count, source);
      latency(ModelRole.PATCH).update((System.nanoTime() - start) / 1_000_000);
      Metrics.distribution(namespace(ModelRole.PATCH), "patches-per-call").update(count);
      return probabilities;
    }

    @Override
    public String runsOn() {
      return kept.runsOn();
    }

    @Override
    public void close() {}
  }

  private record Exams(ExamClassifier kept, Distribution latency) implements ExamClassifier {
    @Override
    public float[] logProbabilities(Projection projection, float[] left, float[] right)
        throws IOException {
      long start = System.nanoTime();
      float[] result = kept.logProbabilities(projection, left, right);
      latency.update((System.nanoTime() - start) / 1_000_000);
      return result;
    }

    @Override
    public String runsOn() {
      return kept.runsOn();
    }

    @Override
    public void close() {}
  }
}
