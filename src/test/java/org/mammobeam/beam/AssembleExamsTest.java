package org.mammobeam.beam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.exam.AssembledExam;
import org.mammobeam.exam.Failure;
import org.mammobeam.exam.FileState;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.PlannedExam;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImages;
import org.mammobeam.table.Reprocess;
import org.mammobeam.table.SkipRule;

/** Finding and reading exams, in folders and in lists. */
final class AssembleExamsTest {
  private static final String VIEWS =
      "\"horizontal_flip\": \"%s\", \"L-CC\": [\"a/1\"], \"R-CC\": [\"a/2\"], \"L-MLO\":"
          + " [\"a/3\"], \"R-MLO\": [\"a/4\", \"a/5\"]";

  @TempDir Path input;

  private void touch(String... files) throws IOException {
    for (String file : files) {
      Path path = input.resolve(file);
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.writeString(path, file);
    }
  }

  private void fourViews(String exam) throws IOException {
    touch(exam + "/L_CC.png", exam + "/R_CC.png", exam + "/L_MLO.png", exam + "/R_MLO.png");
  }

  private Folder folder() {
    return new Folder(input.toString());
  }

  private void assembled(SerializableFunction<Iterable<AssembledExam>, Void> check) {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PAssert.that(pipeline.apply(AssembleExams.in(folder()))).satisfies(check);
    pipeline.run().waitUntilFinish();
  }

  /** The paths of each exam's files, in order. */
  private void assembledAre(Map<String, List<String>> wanted) {
    assembled(
        exams -> {
          Map<String, List<String>> found = new TreeMap<>();
          for (AssembledExam exam : exams) {
            List<FileState> files = exam.files().files();
            found.put(exam.files().id(), files.stream().map(FileState::path).toList());
          }
          assertEquals(new TreeMap<>(wanted), found);
          return null;
        });
  }

  private void read(SerializableFunction<Iterable<SourceExam>, Void> check) {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PAssert.that(read(pipeline.apply(AssembleExams.in(folder())))).satisfies(check);
    pipeline.run().waitUntilFinish();
  }

  private PCollection<SourceExam> read(PCollection<AssembledExam> exams) {
    SkipRule rule = new SkipRule(Reprocess.CHANGED, false, Exams.PLAN, "");
    Screening by = new Screening(rule, Exams.MODELS);
    ExamReader reader = new ExamReader(folder(), HorizontalFlip.NO, false);
    RunFolder run = new RunFolder(folder(), "000001-00000000");
    return exams
        .apply(LookUpExams.in(TableRef.none(folder()), by, 10))
        .get(LookUpExams.CHANGED)
        .apply(ReadExams.with(reader, run))
        .get(ReadExams.TO_SCREEN)
        .apply(MapElements.into(TypeDescriptor.of(SourceExam.class)).via(PlannedExam::source))
        .setCoder(SerializableCoder.of(SourceExam.class));
  }

  private static String reason(SourceExam exam) {
    return ((SourceImages.Unusable) exam.content()).failure().reason();
  }

  @Test
  void everyFolderIsAnExamAlsoAnEmptyOne() throws IOException {
    fourViews("one");
    touch("two/notes.txt", "loose.png", ".git/config");
    Files.createDirectories(input.resolve("empty"));
    Files.createDirectories(input.resolve("..odd"));
    assembledAre(
        Map.of(
            "one",
            List.of("one/L_CC.png", "one/L_MLO.png", "one/R_CC.png", "one/R_MLO.png"),
            "two",
            List.of("two/notes.txt"),
            "empty",
            List.of(),
            "..odd",
            List.of()));
  }

  @Test
  void linksAreFollowedAndWhatLiesDeeperIsNoExams() throws IOException {
    fourViews("one");
    touch("one/deeper/L_CC_2.png");
    Path elsewhere = Files.createDirectories(input.resolve(".elsewhere"));
    Files.writeString(elsewhere.resolve("L_CC.png"), "linked");
    Files.createSymbolicLink(input.resolve("linked"), elsewhere);
    Files.createSymbolicLink(input.resolve("one/dangling.png"), input.resolve("nowhere"));
    Files.createDirectories(input.resolve("two"));
    Files.createSymbolicLink(input.resolve("two/L_CC.png"), input.resolve("one/L_CC.png"));
    assembledAre(
        Map.of(
            "one",
            List.of("one/L_CC.png", "one/L_MLO.png", "one/R_CC.png", "one/R_MLO.png"),
            "linked",
            List.of("linked/L_CC.png"),
            "two",
            List.of("two/L_CC.png")));
  }

  @Test
  void oneExamIsListedAsAmongAll() throws IOException {
    fourViews("one");
    touch("two/L_CC.png", "od[d]/L_CC.png");
    Files.createDirectories(input.resolve("empty"));
    List<AssembledExam> all = new ArrayList<>();
    AssembleExams.forEach(folder(), PipelineOptionsFactory.create(), all::add);
    assertEquals(4, all.size());
    for (AssembledExam exam : all) {
      assertEquals(
          Optional.of(exam),
          AssembleExams.find(folder(), exam.files().id(), PipelineOptionsFactory.create()));
    }
    assertEquals(
        Optional.empty(), AssembleExams.find(folder(), "three", PipelineOptionsFactory.create()));
  }

  @Test
  void fileStatesTellLengthAndTime() throws IOException {
    touch("one/L_CC.png");
    long time = Files.getLastModifiedTime(input.resolve("one/L_CC.png")).toMillis();
    assembled(
        exams -> {
          FileState state = exams.iterator().next().files().files().get(0);
          assertEquals("one/L_CC.png".length(), state.bytes());
          assertEquals(time, state.modifiedMillis());
          return null;
        });
  }

  @Test
  void readsAFolderWithoutAList() throws IOException {
    fourViews("one");
    touch("one/R_MLO_2.png", "one/readme.txt");
    read(
        exams -> {
          SourceExam exam = exams.iterator().next();
          assertEquals(Exams.MODELS, exam.models());
          assertEquals(HorizontalFlip.NO, exam.flip());
          assertEquals(
              "[L-CC-0, R-CC-0, L-MLO-0, R-MLO-0, R-MLO-1]",
              exam.images().stream().map(image -> image.name()).toList().toString());
          assertEquals(5, exam.images().stream().map(image -> image.digest()).distinct().count());
          return null;
        });
  }

  @Test
  void anExamThatIsNoneIsMarkedWithTheReason() throws IOException {
    Files.createDirectories(input.resolve("empty"));
    touch("three/L_CC.png", "three/R_CC.png", "three/L_MLO.png");
    fourViews("unsafe");
    Files.write(
        input.resolve("unsafe/gen_exam_list_before_cropping.pkl"),
        "cposix\nsystem\n(S'touch /tmp/owned'\ntR.".getBytes(UTF_8));
    fourViews("..odd");
    fourViews("lost");
    Files.writeString(
        input.resolve("lost/exam.json"),
        "[{\"horizontal_flip\": \"NO\", \"L-CC\": [\"gone\"], \"R-CC\": [\"R_CC\"],"
            + " \"L-MLO\": [\"L_MLO\"], \"R-MLO\": [\"R_MLO\"]}]");
    read(
        exams -> {
          TreeMap<String, String> reasons = new TreeMap<>();
          exams.forEach(exam -> reasons.put(exam.id(), reason(exam)));
          assertEquals(5, reasons.size());
          assertTrue(
              reasons.getOrDefault("empty", "").contains("no image of"),
              reasons.getOrDefault("empty", ""));
          assertEquals("no image of [R-MLO]", reasons.getOrDefault("three", ""));
          assertTrue(
              reasons.getOrDefault("unsafe", "").contains("gen_exam_list"),
              reasons.getOrDefault("unsafe", ""));
          assertTrue(
              reasons.getOrDefault("..odd", "").contains("exam ID"),
              reasons.getOrDefault("..odd", ""));
          assertEquals("L-CC: gone.png is not there", reasons.getOrDefault("lost", ""));
          return null;
        });
  }

  private void listed(String json, SerializableFunction<Iterable<SourceExam>, Void> check)
      throws IOException {
    Path list = Files.writeString(input.resolve("list.json"), json);
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PCollection<SourceExam> exams =
        read(pipeline.apply(AssembleListedExams.of(folder(), list.toString())));
    PAssert.that(exams).satisfies(check);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void readsTheExamsOfAList() throws IOException {
    touch("a/1.png", "a/2.png", "a/3.png", "a/4.png", "a/5.png");
    listed(
        "[{\"exam_id\": \"x\", "
            + VIEWS.formatted("YES")
            + "},"
            + "{\"exam_id\": \"../x\", "
            + VIEWS.formatted("NO")
            + "}]",
        exams -> {
          TreeMap<String, SourceExam> found = new TreeMap<>();
          exams.forEach(exam -> found.put(exam.id(), exam));
          SourceExam exam = Objects.requireNonNull(found.get("x"));
          assertEquals(HorizontalFlip.YES, exam.flip());
          assertEquals(5, exam.images().size());
          assertEquals("a/1.png", exam.images().get(0).path());
          SourceExam refused = Objects.requireNonNull(found.get("exam-00001"));
          assertTrue(reason(refused).contains("exam ID"), reason(refused));
          return null;
        });
  }

  @Test
  void listedImagesMayLieInAnyFolderAndPatternsFindNone() throws IOException {
    touch("1.png", "a/2.png", "b/c/3.png", "b/4.png", "b/5.png");
    String views =
        "\"horizontal_flip\": \"NO\", \"L-CC\": [\"1\"], \"R-CC\": [\"a/2\"], \"L-MLO\":"
            + " [\"b/c/3\"], \"R-MLO\": [\"%s\"]";
    listed(
        "[{\"exam_id\": \"x\", %s}, {\"exam_id\": \"y\", %s}, {\"exam_id\": \"z\", %s}]"
            .formatted(views.formatted("b/4"), views.formatted("b/*"), views.formatted("*/5")),
        exams -> {
          TreeMap<String, SourceExam> found = new TreeMap<>();
          exams.forEach(exam -> found.put(exam.id(), exam));
          assertEquals(
              List.of("1.png", "a/2.png", "b/c/3.png", "b/4.png"),
              Objects.requireNonNull(found.get("x")).images().stream()
                  .map(image -> image.path())
                  .toList());
          assertEquals(
              "R-MLO: b/*.png is not there", reason(Objects.requireNonNull(found.get("y"))));
          assertEquals(
              "R-MLO: */5.png is not there", reason(Objects.requireNonNull(found.get("z"))));
          return null;
        });
  }

  @Test
  void aListThatIsNoneStopsTheJob() {
    assertThrows(PipelineExecutionException.class, () -> listed("[", exams -> null));
  }

  private Failure failureOf(AssembledExam exam) throws IOException {
    ExamReader reader = new ExamReader(folder(), HorizontalFlip.NO, false);
    SourceExam read = reader.read(exam, Exams.MODELS, null, (name, by) -> {});
    return ((SourceImages.Unusable) read.content()).failure();
  }

  private AssembledExam found(String exam) throws IOException {
    List<AssembledExam> found = new ArrayList<>();
    AssembleExams.forEach(folder(), PipelineOptionsFactory.create(), found::add);
    return found.stream().filter(one -> one.files().id().equals(exam)).findFirst().orElseThrow();
  }

  @Test
  void aFileThatIsGoneWhenItIsReadFailsItsExamForThisTime() throws IOException {
    fourViews("named");
    fourViews("listed");
    touch("listed/exam.json");
    AssembledExam named = found("named");
    AssembledExam listed = found("listed");
    Files.delete(input.resolve("named/R_CC.png"));
    Files.delete(input.resolve("listed/exam.json"));
    assertEquals(
        new Failure(
            Failure.Kind.CHANGED, "R-CC-0: the file was removed while the exam was screened", ""),
        failureOf(named));
    assertEquals(
        new Failure(
            Failure.Kind.CHANGED,
            "exam.json: the file was removed while the exam was screened",
            ""),
        failureOf(listed));
  }

  @Test
  void aFileThatIsThereAndCannotBeOpenedIsNoFailureOfTheExam() throws IOException {
    fourViews("one");
    AssembledExam exam = found("one");
    Files.delete(input.resolve("one/R_CC.png"));
    // As for a file that may not be read, which a superuser may read all the same.
    Files.createDirectory(input.resolve("one/R_CC.png"));
    IOException e = assertThrows(IOException.class, () -> failureOf(exam));
    assertFalse(e instanceof FileNotFoundException, e::toString);
  }
}
