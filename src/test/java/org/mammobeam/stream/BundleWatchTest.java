package org.mammobeam.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.beam.EditionModels;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.ModelBundle;
import org.mammobeam.beam.RunInfo;
import org.mammobeam.beam.RunTask;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.exam.Plan;
import org.mammobeam.gcs.GcsStub;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.BundleFile;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.djl.DjlModels;
import org.mammobeam.model.weights.BundleContent;
import org.mammobeam.model.weights.BundleInstallation;

/** Bundles that are put at a watched place, good ones and others. */
final class BundleWatchTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_500_000_000_000L);

  @TempDir Path folder;
  private long openBefore;

  @BeforeEach
  void countOpen() {
    openBefore = DjlModels.openNetworks();
  }

  @AfterEach
  void whatWasTriedIsClosed() {
    assertEquals(openBefore, DjlModels.openNetworks());
  }

  private Path place() {
    return folder.resolve("models");
  }

  private BundleWatch watch() {
    return watch(new Folder(place().toString()), new Folder(output().toString()), 1);
  }

  private Path output() {
    return folder.resolve("out");
  }

  private static BundleWatch watch(Folder place, Folder output, long maxPixels) {
    return new BundleWatch(place, output, bundle -> info(bundle, maxPixels));
  }

  private static RunInfo info(ModelBundle bundle, long maxPixels) {
    Plan plan = new Plan(List.of(), List.of(), bundle.digests(), HorizontalFlip.NO, maxPixels);
    return new RunInfo("program", "none", plan, new RunTask("streaming", false, ""));
  }

  private static void install(Path place, long seed) throws IOException {
    new BundleInstallation(place, (bundle, files) -> {}, true).install(BundleContent.quick(seed));
  }

  private static ModelDigests digests(long seed) {
    return new ModelBundle(new Folder("none"), BundleContent.quick(seed).bundle()).digests();
  }

  private Path copy(long seed) {
    Folder output = new Folder(output().toString());
    return Path.of(new EditionModels(output).folder(digests(seed)).uri());
  }

  private List<String> copies() throws IOException {
    try (Stream<Path> files = Files.walk(output().resolve("editions/models"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> output().resolve("editions/models").relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private void assertLook(int edition, BundleWatch.Look look) throws IOException {
    assertEquals("", look.refusal());
    assertEquals(edition, look.edition().number());
    assertEquals(edition, new Editions(new Folder(output().toString())).all().size());
  }

  @Test
  void theFirstBundleBeginsTheFirstEditionWithACopyOfItsOwn() throws IOException {
    install(place(), 1);
    BundleWatch.Look look = watch().look();
    assertLook(1, look);
    assertEquals("quick-1", look.edition().bundle());
    assertEquals(digests(1), look.edition().info().plan().models());
    for (String file : List.of("patch.pt", "image.pt", "image-heatmaps.pt", "bundle.json")) {
      assertArrayEquals(
          Files.readAllBytes(place().resolve(file)), Files.readAllBytes(copy(1).resolve(file)));
    }
    assertEquals(4, copies().size());
    assertEquals(look, watch().look());
  }

  @Test
  void anotherBundleIsAnotherEditionAlsoOneOfEarlier() throws IOException {
    install(place(), 1);
    assertLook(1, watch().look());
    install(place(), 2);
    assertLook(2, watch().look());
    Files.setLastModifiedTime(copy(1).resolve("patch.pt"), LONG_AGO);
    install(place(), 1);
    BundleWatch.Look back = watch().look();
    assertLook(3, back);
    assertEquals(digests(1), back.edition().info().plan().models());
    assertEquals(LONG_AGO, Files.getLastModifiedTime(copy(1).resolve("patch.pt")), "copied anew");
    assertEquals(8, copies().size());
  }

  @Test
  void otherSettingsAreAnotherEditionOfTheSameBundle() throws IOException {
    install(place(), 1);
    assertLook(1, watch().look());
    Folder output = new Folder(output().toString());
    assertLook(2, watch(new Folder(place().toString()), output, 2).look());
    assertEquals(4, copies().size());
  }

  @Test
  void thePlaceMayBeALinkThatIsSwitched() throws IOException {
    install(folder.resolve("one"), 1);
    install(folder.resolve("two"), 2);
    Files.createSymbolicLink(place(), folder.resolve("one"));
    assertLook(1, watch().look());
    Files.createSymbolicLink(folder.resolve("next"), folder.resolve("two"));
    Files.move(folder.resolve("next"), place(), StandardCopyOption.ATOMIC_MOVE);
    assertLook(2, watch().look());
  }

  @Test
  void halfACopyOfEarlierIsCompleted() throws IOException {
    install(place(), 1);
    Files.createDirectories(copy(1));
    Files.writeString(copy(1).resolve("patch.pt"), "half");
    assertLook(1, watch().look());
    assertArrayEquals(
        Files.readAllBytes(place().resolve("patch.pt")),
        Files.readAllBytes(copy(1).resolve("patch.pt")));
  }

  /** Refused, and everything is as it was. */
  private void assertRefused(String... reason) throws IOException {
    List<String> before = copies();
    BundleWatch.Look look = watch().look();
    for (String part : reason) {
      assertTrue(look.refusal().contains(part), look.refusal());
    }
    assertEquals(1, look.edition().number());
    assertEquals(before, copies());
    assertFalse(Files.exists(output().resolve("editions/000002.json")));
    assertEquals(look, watch().look());
  }

  @Test
  void aHalfCopiedBundleIsRefusedUntilItIsWhole() throws IOException {
    install(place(), 1);
    watch().look();
    install(folder.resolve("new"), 2);
    byte[] json = Files.readAllBytes(folder.resolve("new/bundle.json"));
    Files.write(place().resolve("bundle.json"), Arrays.copyOf(json, json.length / 2));
    assertRefused("the bundle in " + place() + ": bundle.json: ");
    Files.write(place().resolve("bundle.json"), json);
    assertRefused("bundle quick-2 in " + place() + ": ", ".pt: ", "bundle.json promises");
    for (String file : List.of("patch.pt", "image.pt")) {
      Files.copy(
          folder.resolve("new").resolve(file),
          place().resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    byte[] last = Files.readAllBytes(folder.resolve("new/image-heatmaps.pt"));
    Files.write(place().resolve("image-heatmaps.pt"), Arrays.copyOf(last, last.length - 9));
    assertRefused(
        "image-heatmaps.pt: bundle.json promises " + last.length + " bytes, the file has ");
    Files.delete(place().resolve("image-heatmaps.pt"));
    assertRefused("bundle quick-2 in " + place() + ": image-heatmaps.pt is not there");
    Files.write(place().resolve("image-heatmaps.pt"), last);
    assertLook(2, watch().look());
  }

  @Test
  void whatLiesThereIsCheckedAlsoWhereTheOutputHasACopyOfIt() throws IOException {
    install(place(), 1);
    watch().look();
    install(place(), 2);
    watch().look();
    install(place(), 1);
    byte[] patch = Files.readAllBytes(place().resolve("patch.pt"));
    Files.write(place().resolve("patch.pt"), Arrays.copyOf(patch, 1000));
    BundleWatch.Look look = watch().look();
    String reason = "promises " + patch.length + " bytes, the file has ";
    assertTrue(look.refusal().contains(reason), look.refusal());
    assertEquals(2, look.edition().number());
    Files.write(place().resolve("patch.pt"), patch);
    assertLook(3, watch().look());
  }

  @Test
  void whatWasRefusedIsNotTriedAgainBeforeItChanges() throws IOException {
    install(place(), 1);
    watch().look();
    install(place(), 2);
    Path image = place().resolve("image.pt");
    byte[] right = Files.readAllBytes(image);
    byte[] wrong = right.clone();
    wrong[wrong.length / 2] ^= 1;
    Files.write(image, wrong);
    Files.setLastModifiedTime(image, LONG_AGO);
    assertRefused("bundle quick-2", "image.pt: its SHA-256 is ");

    Files.write(image, right);
    Files.setLastModifiedTime(image, LONG_AGO);
    assertRefused("image.pt: its SHA-256 is ");
    Files.setLastModifiedTime(image, FileTime.fromMillis(LONG_AGO.toMillis() + 5_000));
    assertLook(2, watch().look());
  }

  /** A bundle whose digests are right and whose networks are not. */
  private void rename(String name, Map<ModelRole, String> files) throws IOException {
    Bundle bundle = BundleContent.quick(1).bundle();
    Map<ModelRole, BundleFile> described = new EnumMap<>(ModelRole.class);
    for (Map.Entry<ModelRole, String> file : files.entrySet()) {
      byte[] content = Files.readAllBytes(place().resolve(file.getValue()));
      described.put(file.getKey(), BundleFile.of(file.getValue(), content));
    }
    Files.write(
        place().resolve("bundle.json"),
        new Bundle(
                name,
                bundle.architecture(),
                bundle.classes(),
                described,
                bundle.licence(),
                bundle.disclaimer(),
                Map.of())
            .toJson());
  }

  @Test
  void networksThatDoNotLoadOrAnswerOtherwiseAreRefused() throws IOException {
    install(place(), 1);
    watch().look();
    Files.write(place().resolve("text.pt"), "no network".getBytes(UTF_8));
    rename(
        "text",
        Map.of(
            ModelRole.PATCH, "patch.pt",
            ModelRole.IMAGE, "image.pt",
            ModelRole.IMAGE_HEATMAPS, "text.pt"));
    assertRefused("bundle text in " + place() + " does not work: ", "text.pt");
    rename(
        "swapped",
        Map.of(
            ModelRole.PATCH, "patch.pt",
            ModelRole.IMAGE, "image-heatmaps.pt",
            ModelRole.IMAGE_HEATMAPS, "image.pt"));
    assertRefused("bundle swapped in " + place() + " does not work: ", "image");
    rename("part", Map.of(ModelRole.PATCH, "patch.pt", ModelRole.IMAGE, "image.pt"));
    assertRefused("bundle part", "has no image-heatmaps model");
  }

  @Test
  void aPlaceThatVanishesLeavesTheOldBundleInUse() throws IOException {
    install(place(), 1);
    watch().look();
    Files.move(place(), folder.resolve("away"));
    assertRefused(place() + ": bundle.json is not there");
    Files.move(folder.resolve("away"), place());
    assertLook(1, watch().look());
  }

  @Test
  void withNothingToScreenWithTheReasonStopsTheJob() throws IOException {
    IOException nothing = assertThrows(IOException.class, () -> watch().look());
    assertTrue(
        String.valueOf(nothing.getMessage())
            .equals(
                "there is no bundle to screen with: the bundle in "
                    + place()
                    + ": bundle.json is not there"),
        nothing::toString);
    install(place(), 1);
    Files.writeString(place().resolve("patch.pt"), "half");
    for (int time = 0; time < 2; time++) {
      IOException broken = assertThrows(IOException.class, () -> watch().look());
      assertTrue(String.valueOf(broken.getMessage()).contains("patch.pt: "), broken::toString);
    }
    assertFalse(Files.exists(output().resolve("editions")), "half copies");
  }

  @Test
  void placeAndOutputMayBeOnAnObjectStore() throws IOException {
    try (GcsStub gcs = GcsStub.start()) {
      FileSystems.setDefaultPipelineOptions(
          PipelineOptionsFactory.fromArgs(gcs.options().toArray(String[]::new)).create());
      Folder place = new Folder("gs://models/current");
      Folder output = new Folder("gs://out/screening");
      BundleWatch watch = watch(place, output, 1);
      for (long seed = 1; seed <= 2; seed++) {
        Path local = folder.resolve("local-" + seed);
        install(local, seed);
        for (BundleFile file :
            Bundle.read(path -> Files.newInputStream(local.resolve(path))).files().values()) {
          gcs.objects()
              .put(
                  "models",
                  "current/" + file.path(),
                  Files.readAllBytes(local.resolve(file.path())));
        }
        if (seed == 2) {
          // The description comes last, and until then it is of the bundle that is in use.
          assertEquals(new BundleWatch.Look(watch.look().edition(), ""), watch.look());
          assertEquals(1, watch.look().edition().number());
        }
        gcs.objects()
            .put("models", "current/bundle.json", Files.readAllBytes(local.resolve("bundle.json")));
        BundleWatch.Look look = watch.look();
        assertEquals("", look.refusal());
        assertEquals(seed, look.edition().number());
        ModelBundle copy = new EditionModels(output).find(digests(seed));
        copy.bundle().verify(copy.folder()::open);
      }
    } finally {
      FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    }
  }
}
