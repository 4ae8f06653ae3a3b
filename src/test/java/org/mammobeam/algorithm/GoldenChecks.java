package org.mammobeam.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.mammobeam.exam.BreastOutline;
import org.mammobeam.exam.CropWindow;
import org.mammobeam.exam.PixelPosition;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.exam.View;
import org.mammobeam.image.FloatImage;
import org.mammobeam.image.GrayImage;

/** Holds the algorithms against the reference's numbers for one exam, to the last bit. */
public final class GoldenChecks {
  private static final List<String> LABELS =
      List.of("left_benign", "right_benign", "left_malignant", "right_malignant");

  private final GoldenExam exam;
  private final Map<View, List<BreastCrop>> crops = new EnumMap<>(View.class);

  /** Of one exam; nothing is read yet. */
  public GoldenChecks(GoldenExam exam) {
    this.exam = exam;
  }

  private List<BreastCrop> crops(View view) throws UnprocessableExamException {
    if (!crops.containsKey(view)) {
      List<BreastCrop> ofView = new ArrayList<>();
      for (GrayImage image : exam.images(view)) {
        ofView.add(BreastCropper.REFERENCE.crop(image, exam.pointsRight(view)));
      }
      crops.put(view, ofView);
    }
    return crops.get(view);
  }

  void cropsAreEqual() throws UnprocessableExamException {
    for (View view : View.values()) {
      List<JsonNode> expected = exam.views(view);
      for (int i = 0; i < expected.size(); i++) {
        String message = exam.name() + " " + view + " " + i;
        JsonNode image = expected.get(i);
        BreastCrop crop = crops(view).get(i);
        CropWindow window = crop.window();
        BreastOutline outline = crop.outline();
        assertEquals(
            image.get("window_location").toString(),
            json(window.top(), window.bottom(), window.left(), window.right()),
            message);
        assertEquals(
            image.get("rightmost_points").toString(),
            "[[%d,%d],%d]"
                .formatted(
                    outline.rightmostRows().first(),
                    outline.rightmostRows().last(),
                    outline.rightmostColumn()),
            message);
        assertEquals(
            image.get("bottommost_points").toString(),
            "[%d,[%d,%d]]"
                .formatted(
                    outline.bottommostRow(),
                    outline.bottommostColumns().first(),
                    outline.bottommostColumns().last()),
            message);
        assertEquals(
            image.get("distance_from_starting_side").asInt(),
            crop.distanceFromStartingSide(),
            message);
        assertEquals(
            image.get("cropped_sha256_le").asText(), Sha256.of(crop.pixels().pixels()), message);
      }
    }
  }

  void centersAreEqual() throws UnprocessableExamException {
    for (View view : View.values()) {
      List<JsonNode> expected = exam.views(view);
      for (int i = 0; i < expected.size(); i++) {
        BreastCrop crop = crops(view).get(i);
        PixelPosition center =
            BreastCenter.find(
                crop.pixels(), exam.pointsRight(view), view.projection(), crop.outline());
        assertEquals(
            expected.get(i).get("best_center").toString(),
            json(center.y(), center.x()),
            exam.name() + " " + view + " " + i);
      }
    }
  }

  private static String json(int... values) {
    return Arrays.toString(values).replace(" ", "");
  }

  void stridesAreEqual() throws UnprocessableExamException {
    PythonRandom random = new PythonRandom(PatchGrid.REFERENCE_SEED);
    for (View view : View.values()) {
      for (JsonNode image : exam.views(view)) {
        JsonNode shape = image.get("cropped_shape");
        PatchGrid grid = PatchGrid.draw(shape.get(0).asInt(), shape.get(1).asInt(), random);
        String message = exam.name() + " " + view;
        assertEquals(image.get("row_strides").toString(), json(grid.rowStrides()), message);
        assertEquals(image.get("col_strides").toString(), json(grid.columnStrides()), message);
      }
    }
  }

  void patchesAreEqual() throws UnprocessableExamException {
    Sha256 digest = new Sha256();
    int patches = 0;
    float[] batch = new float[5 * PatchSampler.PATCH_LENGTH];
    for (ImagePatches image : patches()) {
      for (int first = 0; first < image.count; first += 5) {
        int count = Math.min(5, image.count - first);
        image.sampler.copy(first, count, batch, 0);
        digest.add(batch, 0, count * PatchSampler.PATCH_LENGTH);
      }
      patches += image.count;
    }
    JsonNode expected = exam.expected().get("patches");
    assertEquals(expected.get("n_patches").asInt(), patches, exam.name());
    assertEquals(expected.get("sha_all").asText(), digest.hex(), exam.name());
  }

  /**
   * The patches of one image.
   *
   * @param sampler gives them
   * @param count how many there are
   */
  public record ImagePatches(PatchSampler sampler, int count) {}

  /** The patches of all images in the exam's order. */
  public List<ImagePatches> patches() throws UnprocessableExamException {
    PythonRandom random = new PythonRandom(PatchGrid.REFERENCE_SEED);
    List<ImagePatches> patches = new ArrayList<>();
    for (View view : View.values()) {
      for (BreastCrop crop : crops(view)) {
        GrayImage pixels = crop.pixels();
        PatchGrid grid = PatchGrid.draw(pixels.height(), pixels.width(), random);
        PatchSampler sampler = new PatchSampler(pixels, exam.pointsRight(view), grid);
        patches.add(new ImagePatches(sampler, grid.size()));
      }
    }
    return patches;
  }

  void heatmapsAreEqual() throws IOException, UnprocessableExamException {
    Map<View, List<HeatmapRaster>> heatmaps = heatmaps();
    for (View view : View.values()) {
      List<JsonNode> expected = exam.views(view);
      for (int i = 0; i < expected.size(); i++) {
        HeatmapRaster raster = heatmaps.getOrDefault(view, List.of()).get(i);
        String message = exam.name() + " " + view + " " + i;
        assertEquals(
            expected.get(i).get("heatmap_malignant").get("sha256_f32le").asText(),
            Sha256.of(stored(raster.malignant(), view).pixels()),
            message);
        assertEquals(
            expected.get(i).get("heatmap_benign").get("sha256_f32le").asText(),
            Sha256.of(stored(raster.benign(), view).pixels()),
            message);
      }
    }
  }

  private FloatImage stored(FloatImage oriented, View view) {
    return exam.pointsRight(view) ? oriented : oriented.mirrored();
  }

  private Map<View, List<HeatmapRaster>> heatmaps() throws IOException, UnprocessableExamException {
    float[] probabilities = exam.patchProbabilities();
    PythonRandom random = new PythonRandom(PatchGrid.REFERENCE_SEED);
    int done = 0;
    Map<View, List<HeatmapRaster>> heatmaps = new EnumMap<>(View.class);
    for (View view : View.values()) {
      List<HeatmapRaster> ofView = new ArrayList<>();
      for (JsonNode image : exam.views(view)) {
        JsonNode shape = image.get("cropped_shape");
        PatchGrid grid = PatchGrid.draw(shape.get(0).asInt(), shape.get(1).asInt(), random);
        int end = done + grid.size() * HeatmapRaster.CLASSES;
        ofView.add(HeatmapRaster.of(grid, Arrays.copyOfRange(probabilities, done, end)));
        done = end;
      }
      heatmaps.put(view, ofView);
    }
    return heatmaps;
  }

  /** Borders of all windows of a run; needs no pixels. */
  List<AugmentationWindow> bordersAreEqual(String run) throws UnprocessableExamException {
    List<AugmentationWindow> windows =
        (run.endsWith("noaug") ? AugmentationWindows.NONE : AugmentationWindows.REFERENCE)
            .draw(centeredImages());
    List<JsonNode> expected = windowsOf(run);
    assertEquals(expected.size(), windows.size(), exam.name() + " " + run);
    for (int i = 0; i < windows.size(); i++) {
      AugmentationWindow window = windows.get(i);
      JsonNode wanted = expected.get(i);
      assertEquals(wanted.get("view").asText(), window.view().label());
      JsonNode shape = exam.views(window.view()).get(window.image()).get("cropped_shape");
      String message = exam.name() + " " + run + " " + window;
      assertEquals(shape.get(0), wanted.get("unpadded_shape").get(0), message);
      assertEquals(shape.get(1), wanted.get("unpadded_shape").get(1), message);
      int padded = wanted.get("padded_shape").get(0).asInt() - shape.get(0).asInt();
      int front =
          switch (window.view().projection()) {
            case CC -> padded / 2;
            case MLO -> 0;
          };
      CropWindow borders = window.borders();
      assertEquals(
          wanted.get("borders").toString(),
          json(borders.top() + front, borders.bottom() + front, borders.left(), borders.right()),
          message);
    }
    return windows;
  }

  private List<JsonNode> windowsOf(String run) {
    List<JsonNode> windows = new ArrayList<>();
    for (JsonNode epoch : exam.run(run).get("epochs")) {
      epoch.get("views").forEach(windows::add);
    }
    return windows;
  }

  private Map<View, List<CenteredImage>> centeredImages() {
    Map<View, List<CenteredImage>> images = new EnumMap<>(View.class);
    for (View view : View.values()) {
      images.put(
          view,
          exam.views(view).stream()
              .map(
                  image -> {
                    JsonNode shape = image.get("cropped_shape");
                    JsonNode center = image.get("best_center");
                    return new CenteredImage(
                        shape.get(0).asInt(),
                        shape.get(1).asInt(),
                        new PixelPosition(center.get(0).asInt(), center.get(1).asInt()));
                  })
              .toList());
    }
    return images;
  }

  /** Pixels of all windows of a run. */
  void windowsAreEqual(String run) throws IOException, UnprocessableExamException {
    forEachWindow(run, (window, input) -> {});
  }

  /** Receives what the classifier sees in a window. */
  @FunctionalInterface
  public interface WindowUser {
    /**
     * Uses one window.
     *
     * @param input of shape (channels, height, width), and then what is left of larger windows; of
     *     use during the call only
     */
    void use(AugmentationWindow window, float[] input) throws IOException;
  }

  /** All windows of a run in their order, each equal to the reference's. */
  public void forEachWindow(String run, WindowUser user)
      throws IOException, UnprocessableExamException {
    boolean withHeatmaps = run.startsWith("image_heatmaps");
    Map<View, List<HeatmapRaster>> heatmaps = withHeatmaps ? heatmaps() : Map.of();
    List<AugmentationWindow> windows = bordersAreEqual(run);
    List<JsonNode> expected = windowsOf(run);
    int channels = withHeatmaps ? 3 : 1;
    float[] input = new float[2974 * 1942 * channels];
    for (int i = 0; i < windows.size(); i++) {
      AugmentationWindow window = windows.get(i);
      View view = window.view();
      FloatImage image =
          CommonOrientation.of(crops(view).get(window.image()).pixels(), exam.pointsRight(view));
      List<FloatImage> sources = List.of(image);
      if (withHeatmaps) {
        HeatmapRaster raster = heatmaps.getOrDefault(view, List.of()).get(window.image());
        sources = List.of(image, raster.benign(), raster.malignant());
      }
      ClassifierInput.write(sources, window, input);
      windowIsEqual(expected.get(i), window, input, channels);
      user.use(window, input);
    }
  }

  private void windowIsEqual(
      JsonNode expected, AugmentationWindow window, float[] input, int channels) {
    int plane = ClassifierInput.length(window.view().projection(), 1);
    String message = exam.name() + " " + channels + " " + window;
    assertEquals(expected.get("sha256").asText(), new Sha256().add(input, 0, plane).hex(), message);
    for (int channel = 1; channel < channels; channel++) {
      assertEquals(
          expected.get("aux_sha256").get(channel - 1).asText(),
          new Sha256().add(input, channel * plane, plane).hex(),
          message + " channel " + channel);
    }
  }

  /** Averages and text of a run, given its views' probabilities. */
  void averagesAreEqual(String run, String csv) throws IOException {
    PredictionAverage average = new PredictionAverage();
    JsonNode expected = exam.run(run);
    for (JsonNode epoch : expected.get("epochs")) {
      JsonNode probabilities = epoch.get("probs");
      average.add(probabilities(probabilities, "CC"), probabilities(probabilities, "MLO"));
    }
    Predictions mean = average.mean();
    float[] means = {
      mean.leftBenign(), mean.rightBenign(), mean.leftMalignant(), mean.rightMalignant()
    };
    for (int label = 0; label < LABELS.size(); label++) {
      assertEquals((float) expected.get("predictions").get(label).asDouble(), means[label], run);
    }
    assertEquals(
        Files.readString(exam.expectedFile(csv)),
        PredictionText.HEADER + "\n" + PredictionText.line(mean) + "\n",
        exam.name() + " " + run);
  }

  /** The four labels' probabilities by one projection in an epoch's {@code probs}. */
  public static float[] probabilities(JsonNode epoch, String projection) {
    float[] probabilities = new float[LABELS.size()];
    for (int label = 0; label < probabilities.length; label++) {
      probabilities[label] =
          (float) epoch.get(LABELS.get(label) + "|" + projection).get(0).asDouble();
    }
    return probabilities;
  }
}
