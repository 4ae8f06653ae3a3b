package org.mammobeam.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.beam.AssembleExams;
import org.mammobeam.beam.ExamReader;
import org.mammobeam.beam.Folder;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.SourceState;

/** In which orders files may come, and what becomes of the exam. Time is the test's. */
final class AssembleArrivalsTest {
  private static final StreamTiming TIMING =
      new StreamTiming(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofMinutes(30),
          Duration.ofSeconds(30));

  private static final Map<String, List<String>> SEEN = new ConcurrentHashMap<>();

  @TempDir Path input;

  private TestStream.Builder<KV<String, Notice>> stream =
      TestStream.create(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(Notice.class)));

  @BeforeEach
  void start() {
    stream =
        TestStream.create(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(Notice.class)));
    SEEN.put(input.toString(), Collections.synchronizedList(new ArrayList<>()));
  }

  /** Something that happens to the input while the stream runs; told by a notice without state. */
  private interface Change extends Serializable {
    void make(Path exam) throws IOException;
  }

  /**
   * Carries out what stands in the place of a notice: the test's hand, in the order of its time.
   */
  private static final class Act extends DoFn<KV<String, Notice>, KV<String, Notice>> {
    private static final Map<Hash128, Change> CHANGES = new ConcurrentHashMap<>();

    private final String input;

    Act(String input) {
      this.input = input;
    }

    @ProcessElement
    public void processElement(
        @Element KV<String, Notice> notice, OutputReceiver<KV<String, Notice>> out)
        throws IOException {
      Change change = CHANGES.get(notice.getValue().state());
      if (change != null) {
        change.make(Path.of(input, notice.getKey()));
        return;
      }
      boolean again = notice.getValue().again();
      out.output(KV.of(notice.getKey(), new Notice(state(input, notice.getKey()), again)));
    }
  }

  private static final class Tell<T> extends DoFn<T, Void> {
    private final String input;

    Tell(String input) {
      this.input = input;
    }

    @ProcessElement
    public void processElement(@Element T what) {
      String text =
          what instanceof ArrivedExam exam
              ? exam.id() + " " + exam.exam().files().files().size()
              : text((StreamEvent) what);
      SEEN.getOrDefault(input, new ArrayList<>()).add(text);
    }

    private static String text(StreamEvent event) {
      return (event.kind() + " " + event.exam() + " " + event.text()).strip();
    }
  }

  private static Hash128 state(String input, String exam) {
    try {
      return AssembleExams.find(new Folder(input), exam, PipelineOptionsFactory.create())
          .map(SourceState::hash)
          .orElse(Hash128.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void change(Change change) {
    Hash128 name = Hash128.of(input + " " + Act.CHANGES.size());
    Act.CHANGES.put(name, change);
    stream = stream.addElements(KV.of("exam", new Notice(name, false)));
  }

  private void notice() {
    stream = stream.addElements(KV.of("exam", new Notice(Hash128.NONE, false)));
  }

  private void again() {
    stream = stream.addElements(KV.of("exam", new Notice(Hash128.NONE, true)));
  }

  private void pass(Duration time) {
    stream = stream.advanceProcessingTime(StreamTiming.joda(time));
  }

  private static Change write(String... files) {
    return exam -> {
      Files.createDirectories(exam);
      for (String file : files) {
        Files.writeString(
            exam.resolve(file), file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    };
  }

  /** Leaves a mark among what was seen. */
  private static void mark(Path exam) {
    SEEN.getOrDefault(String.valueOf(exam.getParent()), new ArrayList<>()).add("-");
  }

  private List<String> run() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PCollectionTuple arrived =
        pipeline
            .apply(stream.advanceWatermarkToInfinity())
            .apply("Act", ParDo.of(new Act(input.toString())))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(Notice.class)))
            .apply(
                new AssembleArrivals(
                    new ExamReader(new Folder(input.toString()), HorizontalFlip.NO, false),
                    TIMING));
    arrived
        .get(AssembleArrivals.ARRIVED)
        .apply("Arrived", ParDo.of(new Tell<ArrivedExam>(input.toString())));
    arrived
        .get(AssembleArrivals.EVENTS)
        .apply("Events", ParDo.of(new Tell<StreamEvent>(input.toString())));
    pipeline.run().waitUntilFinish();
    return SEEN.getOrDefault(input.toString(), List.of());
  }

  @Test
  void anExamIsTakenWhenItsFolderHasBeenLeftAlone() {
    change(write("L_CC.png", "L_MLO.png", "R_CC.png", "R_MLO.png"));
    notice();
    pass(Duration.ofSeconds(9));
    change(write("L_CC_2.png"));
    pass(Duration.ofSeconds(2));
    change(AssembleArrivalsTest::mark);
    pass(Duration.ofSeconds(11));
    assertEquals(List.of("-", "exam 5"), run());
  }

  @Test
  void filesMayComeOneByOneAndBeTold() {
    for (String file : List.of("R_MLO.png", "L_CC.png", "R_CC.png", "L_MLO.png")) {
      change(write(file));
      notice();
      pass(Duration.ofSeconds(5));
    }
    pass(Duration.ofSeconds(20));
    assertEquals(List.of("exam 4"), run());
  }

  @Test
  void aNoticeThatComesTwiceChangesNothing() {
    change(write("L_CC.png", "L_MLO.png", "R_CC.png", "R_MLO.png"));
    notice();
    notice();
    pass(Duration.ofSeconds(20));
    notice();
    pass(Duration.ofSeconds(20));
    assertEquals(List.of("exam 4"), run());
  }

  @Test
  void aMissingViewIsWaitedForAndThenGivenUp() {
    change(write("L_CC.png", "L_MLO.png", "R_CC.png"));
    notice();
    pass(Duration.ofSeconds(20));
    pass(Duration.ofMinutes(29));
    change(AssembleArrivalsTest::mark);
    pass(Duration.ofMinutes(2));
    assertEquals(
        List.of("WAITING exam no image of [R-MLO]", "-", "READY exam", "exam 3"), sorted(run(), 2));
  }

  @Test
  void aLateViewCompletesAnExamThatWasGivenUp() {
    change(write("L_CC.png", "L_MLO.png", "R_CC.png"));
    notice();
    pass(Duration.ofSeconds(20));
    pass(Duration.ofMinutes(31));
    change(write("R_MLO.png"));
    notice();
    pass(Duration.ofSeconds(20));
    List<String> seen = run();
    assertEquals("WAITING exam no image of [R-MLO]", seen.get(0));
    assertEquals(
        List.of("exam 3", "exam 4"), seen.stream().filter(s -> s.startsWith("exam")).toList());
  }

  @Test
  void aFileThatChangesMakesANewVersion() {
    change(write("L_CC.png", "L_MLO.png", "R_CC.png", "R_MLO.png"));
    notice();
    pass(Duration.ofSeconds(20));
    change(write("L_CC.png"));
    notice();
    pass(Duration.ofSeconds(20));
    assertEquals(List.of("exam 4", "exam 4"), run());
  }

  @Test
  void anExamThatIsRemovedWhileItWaitsIsForgotten() {
    change(write("L_CC.png", "L_MLO.png", "R_CC.png"));
    notice();
    pass(Duration.ofSeconds(20));
    change(
        exam -> {
          for (String file : List.of("L_CC.png", "L_MLO.png", "R_CC.png")) {
            Files.delete(exam.resolve(file));
          }
          Files.delete(exam);
        });
    pass(Duration.ofMinutes(31));
    assertEquals(List.of("WAITING exam no image of [R-MLO]", "READY exam"), run());
  }

  @Test
  void anExamOfItsListIsCompleteWithTheListsImages() {
    change(write("L_CC.png", "L_MLO.png", "R_CC.png", "R_MLO.png"));
    change(
        exam ->
            Files.writeString(
                exam.resolve("exam.json"),
                """
                [{"horizontal_flip": "NO", "L-CC": ["L_CC", "L_CC_2"], "L-MLO": ["L_MLO"],
                  "R-CC": ["R_CC"], "R-MLO": ["R_MLO"]}]
                """));
    notice();
    pass(Duration.ofSeconds(20));
    change(write("L_CC_2.png"));
    notice();
    pass(Duration.ofSeconds(20));
    assertEquals(
        List.of("WAITING exam L-CC: L_CC_2.png is not there", "READY exam", "exam 6"),
        sorted(run(), 1));
  }

  @Test
  void anExamIsHandedOnAgainWhenThatIsAskedFor() {
    change(write("L_CC.png", "L_MLO.png", "R_CC.png", "R_MLO.png"));
    notice();
    pass(Duration.ofSeconds(20));
    again();
    pass(Duration.ofSeconds(20));
    assertEquals(List.of("exam 4", "exam 4"), run());
  }

  /** The exam and the event that goes with it come in any order. */
  private static List<String> sorted(List<String> seen, int from) {
    List<String> sorted = new ArrayList<>(seen.subList(0, from));
    seen.subList(from, seen.size()).stream()
        .sorted(Comparator.comparing(text -> text.startsWith("exam")))
        .forEach(sorted::add);
    return sorted;
  }
}
