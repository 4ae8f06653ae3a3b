package org.mammobeam.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mammobeam.algorithm.BreastCropper;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.artifact.ArtifactPart;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.beam.Exams;
import org.mammobeam.beam.FormulaModels;
import org.mammobeam.beam.InMemoryStore;
import org.mammobeam.codec.GrayPng;
import org.mammobeam.exam.Failure;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.exam.View;
import org.mammobeam.image.GrayImage;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.Precision;

final class StageContextTest {
  private final InMemoryStore store = new InMemoryStore(UUID.randomUUID().toString());
  private final SourceExam exam = Exams.listed("one");
  private final byte[] png = png();

  private static byte[] png() {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      GrayPng.write(GrayImage.of(1, 2, 16, new short[] {1, 2}), out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private StageContext context(Reads reads, byte[] file) {
    return context(reads, path -> new ByteArrayInputStream(file));
  }

  private StageContext context(Reads reads, SourceFiles files) {
    return new StageContext(reads, new Worker(store, files, new FormulaModels(), 1_000_000));
  }

  private static SourceImage image(byte[] file) {
    return new SourceImage(View.L_CC, 0, "L_CC", "one/L_CC.png", Sha256.of(file));
  }

  private static SourceExam examOf(byte[] file) {
    SourceExam exam = Exams.listed("one");
    return new SourceExam(
        exam.files(),
        exam.state(),
        exam.models(),
        new org.mammobeam.exam.SourceImages.Listed(exam.flip(), java.util.List.of(image(file))));
  }

  private StageOutcome cropped() throws IOException {
    ArtifactDraft draft = store.draft("crop", Sha256.of(new byte[] {9}));
    for (String part : new String[] {"pixels", "outline"}) {
      draft.create(part, part + ".json").close();
      draft.content(part, Sha256.of(part.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
    return new StageOutcome("crop", 1, new Outcome.Done(draft.commit(), false, 0));
  }

  @Test
  void opensWhatIsDeclaredAndRefusesTheRest() throws IOException {
    StageOutcome crop = cropped();
    StageContext context = context(Reads.viewsOf(exam).part(crop, "pixels"), png);
    context.open(crop, "pixels", "pixels.json").close();
    assertThrows(IllegalStateException.class, () -> context.open(crop, "outline", "outline.json"));
    assertThrows(
        IllegalArgumentException.class, () -> context.open(crop, "pixels", "outline.json"));
    assertThrows(IllegalStateException.class, () -> context.image(image(png)));
    assertThrows(IllegalStateException.class, () -> context.patchClassifier(Precision.FLOAT32));
    assertThrows(
        IllegalStateException.class,
        () -> context.examClassifier(ModelRole.IMAGE, Precision.FLOAT32));
  }

  @Test
  void decodesTheImageThatWasFingerprinted() throws Exception {
    SourceExam one = examOf(png);
    Reads reads = Reads.viewsOf(one).images(one);
    assertEquals(2, context(reads, png).image(image(png)).at(0, 1));
  }

  private Failure failure(SourceFiles files) {
    SourceExam one = examOf(png);
    Reads reads = Reads.viewsOf(one).images(one);
    return assertThrows(
            UnprocessableExamException.class, () -> context(reads, files).image(image(png)))
        .failure();
  }

  @Test
  void anImageThatChangedMeanwhileIsAFailureOfItsOwnKind() throws IOException {
    byte[] broken = png.clone();
    broken[broken.length - 20] ^= 1;
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    GrayPng.write(GrayImage.of(1, 2, 16, new short[] {1, 3}), whole);
    for (byte[] other : new byte[][] {broken, whole.toByteArray(), {}}) {
      assertEquals(
          new Failure(
              Failure.Kind.CHANGED, "L-CC-0: the file was changed while the exam was screened", ""),
          failure(path -> new ByteArrayInputStream(other)));
    }
  }

  @Test
  void anImageThatVanishedMeanwhileIsOneToo() {
    assertEquals(
        new Failure(
            Failure.Kind.CHANGED, "L-CC-0: the file was removed while the exam was screened", ""),
        failure(
            path -> {
              throw new FileNotFoundException(path);
            }));
  }

  @Test
  void troubleOfTheStorageIsNoFailureOfTheExam() {
    SourceExam one = examOf(png);
    Reads reads = Reads.viewsOf(one).images(one);
    IOException trouble = new IOException("Input/output error");
    SourceFiles files =
        path -> {
          throw trouble;
        };
    assertSame(
        trouble, assertThrows(IOException.class, () -> context(reads, files).image(image(png))));
  }

  @Test
  void aBrokenImageIsAFailureOfTheExam() {
    byte[] text = {'t', 'e', 'x', 't'};
    SourceExam one = examOf(text);
    Reads reads = Reads.viewsOf(one).images(one);
    assertThrows(UnprocessableExamException.class, () -> context(reads, text).image(image(text)));
  }

  @Test
  void theKeyFollowsContentsAndNotPlaces() throws IOException {
    CropStage stage = new CropStage(BreastCropper.REFERENCE);
    Artifact made = cropped().artifact().orElseThrow();
    Artifact elsewhere =
        new Artifact("crop", Sha256.of(new byte[] {8}), "1", made.parts(), made.values());
    TreeMap<String, ArtifactPart> parts = new TreeMap<>(made.parts());
    parts.put("pixels", new ArtifactPart(Sha256.of(new byte[] {7}), java.util.List.of()));
    Artifact other = new Artifact("crop", made.key(), "0", parts, made.values());
    assertEquals(key(stage, made), key(stage, elsewhere));
    assertNotEquals(key(stage, made), key(stage, other));
  }

  private org.mammobeam.artifact.Fingerprint key(CropStage stage, Artifact crop) {
    StageOutcome outcome = new StageOutcome("crop", 1, new Outcome.Done(crop, true, 0));
    return Reads.viewsOf(exam).part(outcome, "pixels").key(stage);
  }

  @Test
  void saysWhatIsMissing() {
    StageOutcome failed = new StageOutcome("crop", 1, new Outcome.NotRun("not asked for"));
    assertEquals(Optional.of("needs crop"), Reads.viewsOf(exam).part(failed, "pixels").missing());
    assertEquals(
        Optional.of("needs a model bundle with 'patch'"),
        Reads.viewsOf(exam).model(ModelDigests.NONE, "patch").missing());
    assertEquals(Optional.empty(), Reads.viewsOf(exam).images(exam).missing());
  }
}
