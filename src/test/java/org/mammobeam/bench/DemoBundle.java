package org.mammobeam.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mammobeam.algorithm.AugmentationWindows;
import org.mammobeam.bench.PhantomScores.Sample;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.BundleFile;
import org.mammobeam.model.BundleFolder;
import org.mammobeam.model.Device;
import org.mammobeam.model.ExamClassifier;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.Precision;
import org.mammobeam.model.djl.DjlModels;
import org.mammobeam.phantom.LesionLoad;
import org.mammobeam.phantom.LesionType;
import org.mammobeam.phantom.PhantomExam;
import org.mammobeam.phantom.PhantomSize;

/**
 * Measures the demonstration networks on phantoms that no network has seen, prints the table of
 * {@code models/demo/README.md} and writes the bundle with its figures.
 */
public final class DemoBundle {
  private static final long FIRST_SEED = 300_000;
  private static final int EXAMS = 120;

  /** The reference's windows but for their number: two of ten, which take a fifth of the time. */
  private static final AugmentationWindows WINDOWS = new AugmentationWindows(2, 0, 100, 100);

  private final Map<ModelRole, List<Sample>> samples = new EnumMap<>(ModelRole.class);

  private DemoBundle() {
    for (ModelRole role : ModelRole.values()) {
      samples.put(role, new ArrayList<>());
    }
  }

  /** Takes the folder with the networks that were trained and the one for the bundle. */
  public static void main(String[] arguments) throws IOException, UnprocessableExamException {
    Path trained = Path.of(arguments[0]);
    Map<ModelRole, BundleFile> files = new EnumMap<>(ModelRole.class);
    for (ModelRole role : ModelRole.values()) {
      String name = role.label() + ".pt";
      files.put(role, BundleFile.of(name, Files.readAllBytes(trained.resolve(name))));
    }
    DemoBundle evaluation = new DemoBundle();
    evaluation.score(
        new DjlModels(bundle(files, Map.of()), BundleFolder.of(trained), Device.CPU, 1));
    Path target = Files.createDirectories(Path.of(arguments[1]));
    for (BundleFile file : files.values()) {
      Files.write(target.resolve(file.path()), file.read(BundleFolder.of(trained)));
    }
    Bundle bundle = bundle(files, evaluation.figures());
    Files.write(target.resolve(Bundle.DESCRIPTION), bundle.toJson());
  }

  private static Bundle bundle(Map<ModelRole, BundleFile> files, Map<String, Double> figures) {
    return new Bundle(
        "demo",
        "small convolutional networks, 84 thousand (patch) and twice 58 or 60 thousand parameters",
        List.of("malignant", "benign", "tissue", "background"),
        files,
        "Apache-2.0",
        "A demonstration: trained on synthetic phantoms only, it knows nothing about women."
            + " Not for clinical use.",
        figures);
  }

  private void score(DjlModels models) throws IOException, UnprocessableExamException {
    try (PatchClassifier patch = models.openPatchClassifier(Precision.FLOAT32);
        ExamClassifier image = models.openExamClassifier(ModelRole.IMAGE, Precision.FLOAT32);
        ExamClassifier withHeatmaps =
            models.openExamClassifier(ModelRole.IMAGE_HEATMAPS, Precision.FLOAT32)) {
      for (int i = 0; i < EXAMS; i++) {
        PhantomExam exam =
            PhantomExam.of(FIRST_SEED + i, PhantomSize.DEMO, HorizontalFlip.NO, LesionLoad.SOME);
        PhantomScores scores = new PhantomScores(exam, WINDOWS);
        of(ModelRole.PATCH).addAll(scores.patches(patch));
        of(ModelRole.IMAGE).addAll(scores.breasts(image, ModelRole.IMAGE));
        of(ModelRole.IMAGE_HEATMAPS).addAll(scores.breasts(withHeatmaps, ModelRole.IMAGE_HEATMAPS));
        System.err.printf("%d of %d%n", i + 1, EXAMS);
      }
    }
  }

  private List<Sample> of(ModelRole role) {
    return samples.getOrDefault(role, List.of());
  }

  /** AUC by network and lesion type: samples with it against those with none of its class. */
  private Map<String, Double> figures() {
    Map<String, Double> figures = new TreeMap<>();
    for (ModelRole role : ModelRole.values()) {
      for (LesionType type : LesionType.values()) {
        double[] with =
            probabilities(type, of(role).stream().filter(s -> s.lesions().contains(type)));
        double[] without =
            probabilities(
                type,
                of(role).stream()
                    .filter(
                        s ->
                            s.lesions().stream()
                                .noneMatch(l -> l.malignant() == type.malignant())));
        String name = type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        double auc = auc(with, without);
        figures.put(role + " " + name + " AUC", Math.rint(auc * 1e4) / 1e4);
        System.out.printf(
            Locale.ROOT,
            "| %s | %s | %d | %d | %.3f |%n",
            role,
            name,
            with.length,
            without.length,
            auc);
      }
    }
    return figures;
  }

  private static double[] probabilities(LesionType type, Stream<Sample> samples) {
    return samples.mapToDouble(sample -> sample.probability(type)).toArray();
  }

  /** Share of pairs in which the one with the lesion has the higher value; ties count half. */
  private static double auc(double[] with, double[] without) {
    double won = 0;
    for (double a : with) {
      for (double b : without) {
        won += a > b ? 1 : a == b ? 0.5 : 0;
      }
    }
    return won / ((double) with.length * without.length);
  }
}
