package org.mammobeam.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.mammobeam.algorithm.BreastCenter;
import org.mammobeam.algorithm.BreastCrop;
import org.mammobeam.algorithm.BreastCropper;
import org.mammobeam.algorithm.ClassifierInput;
import org.mammobeam.algorithm.HeatmapRaster;
import org.mammobeam.algorithm.PatchSampler;
import org.mammobeam.codec.GrayPng;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.PixelPosition;
import org.mammobeam.exam.Projection;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.image.GrayImage;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Speed of every pass over pixels, in calls and in megapixels per second: {@code ./mvnw -Pbench
 * test-compile exec:exec -Dbench=AlgorithmBenchmark}. One thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class AlgorithmBenchmark {
  private static final int PLANE = ClassifierInput.length(Projection.CC, 1);

  private final Sample sample;
  private final float[] input = new float[3 * PLANE];

  public AlgorithmBenchmark() {
    try {
      sample = new Sample();
    } catch (IOException | MalformedDataException | UnprocessableExamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Pixels that were gone through. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Pixels {
    public double megapixels;

    @Setup(org.openjdk.jmh.annotations.Level.Iteration)
    public void reset() {
      megapixels = 0;
    }

    void add(long count) {
      megapixels += count / 1e6;
    }
  }

  private static int pixels(GrayImage image) {
    return image.pixels().length;
  }

  @Benchmark
  public GrayImage decode(Pixels pixels) throws IOException, MalformedDataException {
    pixels.add(pixels(sample.image()));
    return GrayPng.read(new ByteArrayInputStream(sample.png()));
  }

  @Benchmark
  public BreastCrop crop(Pixels pixels) throws UnprocessableExamException {
    pixels.add(pixels(sample.image()));
    return BreastCropper.REFERENCE.crop(sample.image(), false);
  }

  @Benchmark
  public PixelPosition center(Pixels pixels) {
    BreastCrop crop = sample.crop();
    pixels.add(pixels(crop.pixels()));
    return BreastCenter.find(crop.pixels(), false, Projection.CC, crop.outline());
  }

  @Benchmark
  public PatchSampler normalizeForPatches(Pixels pixels) {
    GrayImage crop = sample.crop().pixels();
    pixels.add(pixels(crop));
    return new PatchSampler(crop, false, sample.grid());
  }

  /** Both heatmaps of an image; megapixels are the image's. */
  @Benchmark
  public HeatmapRaster rasterize(Pixels pixels) {
    pixels.add(pixels(sample.crop().pixels()));
    return HeatmapRaster.of(sample.grid(), sample.probabilities());
  }

  /** Window, bicubic and normalisation of the image alone; megapixels are the result's. */
  @Benchmark
  public float[] classifierInput(Pixels pixels) {
    pixels.add(PLANE);
    ClassifierInput.write(sample.channels().subList(0, 1), sample.window(), input);
    return input;
  }

  /** The same with both heatmaps; megapixels are the result's, all channels. */
  @Benchmark
  public float[] classifierInputWithHeatmaps(Pixels pixels) {
    pixels.add(3L * PLANE);
    ClassifierInput.write(sample.channels(), sample.window(), input);
    return input;
  }
}
