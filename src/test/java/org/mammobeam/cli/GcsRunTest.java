package org.mammobeam.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mammobeam.JavaProcess;
import org.mammobeam.beam.ExamFolders;
import org.mammobeam.gcs.Busiest;
import org.mammobeam.gcs.Call.Kind;
import org.mammobeam.gcs.Fault;
import org.mammobeam.gcs.GcsStub;
import org.mammobeam.model.ModelRole;

/** Input, models, settings and output on an object store that is well, and on one that is not. */
final class GcsRunTest {
  private static final String BUCKET = "screening";
  private static final String LIST_AND_IMAGES = "exams/syn_small/";

  @TempDir static Path local;
  private static Map<String, String> expected = Map.of();

  private GcsStub gcs;
  private RemoteRuns runs;

  @BeforeAll
  static void runLocally() throws IOException {
    RemoteRuns.prepare(local);
    ExamFolders.copyGolden("syn_small", local.resolve("exams"));
    RemoteRuns runs = new RemoteRuns(local.toString(), List.of());
    assertEquals(0, runs.run(), runs::printed);
    expected = runs.results();
  }

  @BeforeEach
  void upload() throws IOException {
    gcs = GcsStub.start();
    runs = new RemoteRuns("gs://" + BUCKET, gcs.options());
    for (String folder : List.of("exams", "models", "other-models")) {
      gcs.objects().upload(local.resolve(folder), BUCKET, folder);
    }
    for (String file : List.of("quick.yaml", "other.yaml")) {
      gcs.objects().put(BUCKET, file, Files.readAllBytes(local.resolve(file)));
    }
  }

  @AfterEach
  void stop() {
    gcs.close();
  }

  @AfterAll
  static void forget() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  private long count(Kind kind, String end) {
    return gcs.log().stream()
        .filter(call -> call.kind() == kind && call.object().endsWith(end))
        .count();
  }

  @Test
  void resultsAreThoseOfALocalRunAndWhatIsKnownIsNotOpened() throws Exception {
    assertEquals(0, runs.run(), runs::printed);
    assertEquals(expected, runs.results());
    assertEquals(6, runs.computed());
    assertEquals(8, pngsOfInput(), "hashed and cropped");
    assertEquals(0, count(Kind.COPY, ""), "objects are written under their names");
    runs.assertStoreIsSound();

    gcs.clearLog();
    assertEquals(0, runs.run(), runs::printed);
    assertEquals(0, runs.computed());
    assertEquals(expected, runs.results());
    assertEquals(0, pngsOfInput());
    assertEquals(0, count(Kind.MEDIA, ".pt"));
    assertEquals(1, below("exams/", Kind.LIST));

    // Other settings and other networks, and back.
    assertEquals(0, runs.run("--models=gs://" + BUCKET + "/other-models"), runs::printed);
    assertTrue(runs.computed() > 0, runs::printed);
    assertEquals(0, runs.run(), runs::printed);
    assertEquals(0, runs.computed());
    assertEquals(expected, runs.results());
    assertEquals(0, runs.run("--pipeline=gs://" + BUCKET + "/other.yaml"), runs::printed);
    assertEquals(2, runs.computed());
    assertFalse(expected.equals(runs.results()));
    assertEquals(0, runs.run(), runs::printed);
    assertEquals(0, runs.computed());
    assertEquals(expected, runs.results());
  }

  private long pngsOfInput() {
    return gcs.log().stream()
        .filter(call -> call.kind() == Kind.MEDIA && call.object().startsWith(LIST_AND_IMAGES))
        .filter(call -> call.object().endsWith(".png"))
        .count();
  }

  @Test
  void anExamsFilesAreFetchedSideBySide() throws Exception {
    Busiest images = new Busiest("exams/");
    Busiest crops = new Busiest("out/artifacts/crop/");
    gcs.add(images);
    gcs.add(crops);
    assertEquals(0, runs.run(), runs::printed);
    assertEquals(4, images.most());
    assertTrue(crops.most() >= 4, "crops at once: " + crops.most());
    gcs.heal();
    assertEquals(expected, runs.results());
  }

  @Test
  void theExamsOfAListAreFoundByOneListing() throws Exception {
    StringBuilder list = new StringBuilder("[");
    // They differ, as equal ones share what is computed.
    for (String exam : List.of("syn_small", "syn_wide")) {
      gcs.objects().upload(ExamFolders.GOLDEN.resolve(exam), BUCKET, "flat/site/" + exam);
      list.append(list.length() == 1 ? "" : ",")
          .append("{\"exam_id\": \"%s\", \"horizontal_flip\": \"NO\"".formatted(exam));
      for (String view : List.of("L-CC", "R-CC", "L-MLO", "R-MLO")) {
        String name = "site/" + exam + "/" + view.replace('-', '_');
        list.append(", \"%s\": [\"%s\"]".formatted(view, name));
      }
      list.append("}");
    }
    gcs.objects().put(BUCKET, "list.json", list.append("]").toString().getBytes(UTF_8));
    String[] options = {
      "--input=gs://" + BUCKET + "/flat", "--exam-list=gs://" + BUCKET + "/list.json"
    };
    assertEquals(0, runs.run(options), runs::printed);
    assertEquals(12, runs.computed());

    gcs.clearLog();
    assertEquals(0, runs.run(options), runs::printed);
    assertEquals(0, runs.computed());
    assertEquals(1, below("flat/", Kind.LIST));
    assertEquals(0, below("flat/", Kind.METADATA));
    assertEquals(0, below("flat/", Kind.MEDIA));

    gcs.clearLog();
    assertEquals(
        0,
        runs.command(
            "plan",
            options[0],
            options[1],
            "--models=gs://" + BUCKET + "/models",
            "--pipeline=gs://" + BUCKET + "/quick.yaml"),
        runs::printed);
    assertTrue(runs.printed().contains("2 exams: 2 unchanged"), runs::printed);
    assertEquals(1, below("flat/", Kind.LIST));
  }

  /** Requests for objects and listings below a folder. */
  private long below(String folder, Kind kind) {
    return gcs.log().stream()
        .filter(call -> call.kind() == kind)
        .filter(call -> (call.object() + call.query().get("prefix")).startsWith(folder))
        .count();
  }

  @Test
  void processesOfAMachineFetchEachNetworkOnce(@TempDir Path cache) throws Exception {
    gcs.add(Fault.slow(300, 3, Kind.MEDIA));
    List<Process> processes = new ArrayList<>();
    for (String output : List.of("out", "out2")) {
      ProcessBuilder builder = program("--output=gs://screening/" + output);
      builder.environment().put("MAMMOBEAM_MODEL_CACHE", cache.toString());
      processes.add(builder.start());
    }
    for (Process process : processes) {
      assertEquals(0, process.waitFor());
    }
    for (ModelRole role : ModelRole.values()) {
      assertEquals(1, count(Kind.MEDIA, "/" + role.label() + ".pt"), role.label());
    }
    FileSystems.setDefaultPipelineOptions(
        PipelineOptionsFactory.fromArgs(gcs.options().toArray(String[]::new)).create());
    assertEquals(expected, runs.results());
    for (String file : expected.keySet()) {
      assertEquals(expected.get(file), gcs.objects().text(BUCKET, "out2/" + file));
    }
  }

  @Test
  void anOutputThatMovesToObjectsAndBackIsUsedOn(@TempDir Path back) throws IOException {
    gcs.objects().upload(local.resolve("out"), BUCKET, "out");
    assertEquals(0, runs.run(), runs::printed);
    assertEquals(0, runs.computed());
    assertEquals(expected, runs.results());

    RemoteRuns.prepare(back);
    ExamFolders.copyGolden("syn_small", back.resolve("exams"));
    for (String name : gcs.objects().names(BUCKET, "out/")) {
      Path file = back.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, gcs.objects().find(BUCKET, name).orElseThrow().content());
    }
    RemoteRuns again = new RemoteRuns(back.toString(), List.of());
    assertEquals(0, again.run(), again::printed);
    assertEquals(0, again.computed());
    assertEquals(expected, again.results());
  }

  @Test
  void everyCommandFindsTheObjects(@TempDir Path target) throws IOException {
    assertEquals(0, runs.run(), runs::printed);
    assertEquals(0, runs.command("runs"), runs::printed);
    assertEquals(0, runs.command("export", "--exam=syn_small", "--to=" + target), runs::printed);
    assertTrue(Files.exists(target.resolve("data.pkl")));
    assertEquals(
        0,
        runs.command(
            "plan", "--input=gs://" + BUCKET + "/exams", "--models=gs://" + BUCKET + "/models"),
        runs::printed);
  }

  @Test
  void anInputWithoutObjectsIsAnError() {
    assertEquals(1, runs.run("--input=gs://" + BUCKET + "/exmas"), runs::printed);
    assertTrue(runs.errors().contains("gs://screening/exmas"), runs::errors);
    assertEquals(List.of(), gcs.objects().names(BUCKET, "out/predictions/"));
  }

  /** A trouble that passes, or of which the library can know that it did not matter. */
  private record Trouble(String name, List<Fault> faults, List<String> options) {
    Trouble(String name, List<Fault> faults) {
      this(name, faults, List.of());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Trouble> troublesThatPass() {
    return Stream.of(
        new Trouble(
            "503 for a while",
            List.of(
                Fault.status(503, 2, Kind.MEDIA),
                Fault.status(503, 2, Kind.LIST),
                Fault.status(503, 2, Kind.METADATA),
                Fault.status(503, 2, Kind.BEGIN_UPLOAD),
                Fault.status(503, 2, Kind.UPLOAD))),
        new Trouble(
            "429 for a while",
            List.of(
                Fault.status(429, 2, Kind.MEDIA),
                Fault.status(429, 2, Kind.LIST),
                Fault.status(429, 2, Kind.BEGIN_UPLOAD))),
        new Trouble("slow", List.of(Fault.slow(800, 3, Kind.MEDIA, Kind.UPLOAD, Kind.LIST))),
        new Trouble(
            "slower than anybody waits",
            List.of(Fault.slow(4000, 2, Kind.MEDIA), Fault.slow(4000, 1, Kind.LIST)),
            List.of("--gcsHttpRequestReadTimeout=1000")),
        new Trouble(
            "downloads cut",
            List.of(
                Fault.cutAnswer(2, Kind.MEDIA),
                Fault.cutAnswer(1, Kind.LIST),
                Fault.cutAnswer(1, Kind.METADATA))),
        new Trouble("uploads cut", List.of(Fault.cut(2, Kind.UPLOAD, Kind.BEGIN_UPLOAD))),
        new Trouble(
            "uploads that happened and were reported as failed",
            List.of(Fault.happensUnseen(503, 4, Kind.UPLOAD))),
        new Trouble(
            "uploads that happened and were refused afterwards",
            List.of(Fault.happensUnseen(412, 3, Kind.UPLOAD))));
  }

  @ParameterizedTest
  @MethodSource("troublesThatPass")
  void resultsAreRightWhere(Trouble trouble) throws Exception {
    trouble.faults().forEach(gcs::add);
    assertEquals(0, runs.run(trouble.options().toArray(String[]::new)), runs::printed);
    assertTrue(trouble.faults().stream().allMatch(Fault::struck), "a fault met no request");
    gcs.heal();
    assertEquals(expected, runs.results());
    runs.assertStoreIsSound();
  }

  @Test
  void anObjectThatVanishesAfterItWasListedFailsItsExamUntilTheNextRun() throws Exception {
    gcs.add(
        (call, exchange, rest) ->
            call.object().equals("exams/syn_small/L_CC.png")
                && Fault.status(404, 1, call.kind()).answers(call, exchange, rest));
    assertEquals(3, runs.run(), runs::printed);
    assertTrue(
        runs.printed().contains("L-CC-0: the file was removed while the exam was screened"),
        runs::printed);
    gcs.heal();
    assertEquals(0, runs.run(), runs::printed);
    assertEquals(6, runs.computed());
    assertEquals(expected, runs.results());
  }

  private record Stop(String name, Fault fault, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Stop> troublesThatStay() {
    return Stream.of(
        new Stop(
            "nothing may be written",
            Fault.status(403, Integer.MAX_VALUE, Kind.BEGIN_UPLOAD),
            "403"),
        new Stop("nothing may be read", Fault.status(403, Integer.MAX_VALUE, Kind.MEDIA), "403"));
  }

  @ParameterizedTest
  @MethodSource("troublesThatStay")
  void oneErrorIsGivenAndNothingPublishedWhere(Stop trouble) throws Exception {
    gcs.add(trouble.fault());
    long start = System.nanoTime();
    int exit = runs.run();
    assertTrue(exit == 1 || exit == 2, runs::printed);
    assertTrue(System.nanoTime() - start < TimeUnit.MINUTES.toNanos(1), "was tried for long");
    assertTrue(runs.errors().contains(trouble.said()), runs::errors);
    gcs.heal();
    assertEquals(List.of(), gcs.objects().names(BUCKET, "out/predictions/"));
    runs.assertStoreIsSound();
    assertEquals(0, runs.run(), runs::printed);
    assertEquals(expected, runs.results());
  }

  @Test
  void aProcessThatIsKilledWhileItUploadsLeavesNothingHalf() throws Exception {
    for (int uploads : List.of(5, 14)) {
      gcs.clearLog();
      gcs.add(Fault.slow(40, Integer.MAX_VALUE, Kind.UPLOAD));
      Process process = program("--output=gs://screening/out").start();
      while (process.isAlive() && count(Kind.UPLOAD, "") < uploads) {
        Thread.sleep(5);
      }
      assertTrue(process.isAlive(), "it ended before it was killed");
      process.destroyForcibly().waitFor();
      gcs.heal();
      FileSystems.setDefaultPipelineOptions(
          PipelineOptionsFactory.fromArgs(gcs.options().toArray(String[]::new)).create());
      runs.assertStoreIsSound();
    }
    assertEquals(0, runs.run(), runs::printed);
    assertEquals(expected, runs.results());
    runs.assertStoreIsSound();
  }

  /** The program in a process of its own. */
  private ProcessBuilder program(String output) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--input=gs://screening/exams",
                "--models=gs://screening/models",
                "--pipeline=gs://screening/quick.yaml",
                "--device=cpu",
                output));
    arguments.addAll(gcs.options());
    return JavaProcess.of(List.of("-XX:TieredStopAtLevel=1"), Mammobeam.class, arguments)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
  }
}
