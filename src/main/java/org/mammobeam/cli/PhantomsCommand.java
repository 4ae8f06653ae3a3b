package org.mammobeam.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.mammobeam.codec.GrayPng;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.View;
import org.mammobeam.image.GrayImage;
import org.mammobeam.phantom.ImageVariation;
import org.mammobeam.phantom.Lesion;
import org.mammobeam.phantom.LesionLoad;
import org.mammobeam.phantom.LesionMark;
import org.mammobeam.phantom.PhantomExam;
import org.mammobeam.phantom.PhantomSize;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mammobeam phantoms}: writes synthetic exams and where their lesions are. */
@Command(
    name = "phantoms",
    header = "Writes synthetic exams, with and without lesions.",
    description =
        "Writes synthetic exams, a folder each, and truth.json, which says where their lesions"
            + " are.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  mammobeam phantoms --to=exams --exams=20 --height=3328 --width=2560"
    })
final class PhantomsCommand implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Spec private CommandSpec spec;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "Folder to write to; made if missing.")
  private Path folder;

  @Option(
      names = "--exams",
      paramLabel = "N",
      defaultValue = "4",
      description = "Women (default: 4).")
  private int exams;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Other seeds, other women.")
  private long seed;

  @Option(
      names = "--height",
      paramLabel = "N",
      defaultValue = "1280",
      description = "Rows (default: 1280).")
  private int height;

  @Option(
      names = "--width",
      paramLabel = "N",
      defaultValue = "960",
      description = "Columns (default: 960).")
  private int width;

  @Option(
      names = "--horizontal-flip",
      paramLabel = "NO|YES",
      defaultValue = "NO",
      description = "YES: images are stored mirrored, and exam.json says so (default: NO).")
  private HorizontalFlip flip;

  @Option(
      names = "--lesions",
      paramLabel = "HOW",
      defaultValue = "SOME",
      description =
          "${COMPLETION-CANDIDATES}: no lesions, none or one per breast, or one in each half of"
              + " every breast (default: SOME).")
  private LesionLoad lesions;

  @Option(
      names = "--variants",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Exams per woman: the second and later ones differ in brightness and noise only, which is"
              + " much cheaper than another woman (default: 1).")
  private int variants;

  @Override
  public Integer call() throws IOException {
    PhantomSize size = size();
    if (exams < 1 || variants < 1) {
      throw new ParameterException(spec.commandLine(), "--exams and --variants are at least 1");
    }
    ObjectNode truth = JSON.createObjectNode();
    truth.put("note", "Synthetic exams. Positions are pixels of the stored images.");
    truth.put("seed", seed).put("height", height).put("width", width);
    ObjectNode byExam = truth.putObject("exams");
    for (int i = 0; i < exams; i++) {
      PhantomExam exam = PhantomExam.of(seed + i, size, flip, lesions);
      write(exam, byExam);
    }
    Files.createDirectories(folder);
    JSON.writeValue(folder.resolve("truth.json").toFile(), truth);
    int written = exams * variants;
    spec.commandLine().getOut().println(written + " exams in " + folder);
    return 0;
  }

  private PhantomSize size() {
    try {
      return new PhantomSize(height, width);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void write(PhantomExam exam, ObjectNode byExam) throws IOException {
    for (int variant = 0; variant < variants; variant++) {
      byExam.set(id(exam, variant), truth(exam));
      Files.createDirectories(folder.resolve(id(exam, variant)));
    }
    for (View view : View.values()) {
      GrayImage image = exam.image(view);
      for (int variant = 0; variant < variants; variant++) {
        GrayImage shown = variant == 0 ? image : new ImageVariation(variant).apply(image);
        Path file =
            folder.resolve(id(exam, variant)).resolve(view.label().replace('-', '_') + ".png");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
          GrayPng.write(shown, out);
        }
      }
    }
    if (flip == HorizontalFlip.YES) {
      for (int variant = 0; variant < variants; variant++) {
        JSON.writeValue(
            folder.resolve(id(exam, variant)).resolve("exam.json").toFile(), examList());
      }
    }
  }

  private String id(PhantomExam exam, int variant) {
    String id = "phantom-%04d".formatted(exam.seed());
    return variant == 0 ? id : id + "-%03d".formatted(variant);
  }

  private ArrayNode examList() {
    ArrayNode list = JSON.createArrayNode();
    ObjectNode entry = list.addObject().put("horizontal_flip", flip.name());
    for (View view : View.values()) {
      entry.putArray(view.label()).add(view.label().replace('-', '_'));
    }
    return list;
  }

  private static ArrayNode truth(PhantomExam exam) {
    List<LesionMark> marks = exam.marks();
    ArrayNode lesions = JSON.createArrayNode();
    for (Lesion lesion : exam.lesions()) {
      ObjectNode node = lesions.addObject();
      node.put("type", lesion.type().name());
      node.put("malignant", lesion.type().malignant());
      node.put("side", lesion.laterality().name());
      ObjectNode views = node.putObject("views");
      for (LesionMark mark : marks) {
        if (mark.lesion().equals(lesion)) {
          views
              .putObject(mark.view().label())
              .put("y", mark.y())
              .put("x", mark.x())
              .put("radius", mark.radius());
        }
      }
    }
    return lesions;
  }
}
