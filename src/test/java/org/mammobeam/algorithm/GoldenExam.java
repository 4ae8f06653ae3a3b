package org.mammobeam.algorithm;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mammobeam.codec.GrayPng;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.View;
import org.mammobeam.image.GrayImage;

/** An exam together with what the reference computed for it. */
public record GoldenExam(Path root, String name, JsonNode expected) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An exam of the test resources. */
  static GoldenExam ofResources(String name) {
    try {
      return in(Path.of(GoldenExam.class.getResource("/golden").toURI()), name);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** The folder that {@code -Dmammobeam.golden} names; without it the test is skipped. */
  public static Path folder() {
    String folder = System.getProperty("mammobeam.golden", "");
    assumeFalse(folder.isEmpty(), "no folder of golden exams: -Dmammobeam.golden=DIR");
    return Path.of(folder);
  }

  /** An exam of a folder of golden exams. */
  public static GoldenExam in(Path root, String name) {
    return new GoldenExam(root, name, json(root.resolve("expected/" + name + "/golden.json")));
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What a run of the classifier saw and said, such as {@code image_only_aug10}. */
  public JsonNode run(String run) {
    return json(expectedFile(run + ".json"));
  }

  Path expectedFile(String file) {
    return root.resolve("expected/" + name + "/" + file);
  }

  HorizontalFlip flip() {
    return HorizontalFlip.valueOf(expected.get("horizontal_flip").asText());
  }

  boolean pointsRight(View view) {
    return flip().pointsRight(view);
  }

  /** What is expected of the images of a view, in order. */
  List<JsonNode> views(View view) {
    List<JsonNode> images = new ArrayList<>();
    expected.get("views").get(view.label()).forEach(images::add);
    return images;
  }

  List<GrayImage> images(View view) {
    return views(view).stream()
        .map(image -> read(image.get("short_file_path").asText() + ".png"))
        .toList();
  }

  private GrayImage read(String file) {
    Path path = root.resolve("breast_exams/" + name + "/" + file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      return GrayPng.read(in);
    } catch (IOException | MalformedDataException e) {
      throw new AssertionError(e);
    }
  }

  /** (patches of all images of the exam, 4). */
  public float[] patchProbabilities() throws IOException {
    byte[] bytes = Files.readAllBytes(expectedFile("patch_probs_f32le.bin"));
    float[] probabilities = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(probabilities);
    return probabilities;
  }
}
