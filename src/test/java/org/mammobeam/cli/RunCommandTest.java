package org.mammobeam.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.beam.ExamFolders;
import org.mammobeam.codec.GrayPng;
import org.mammobeam.image.GrayImage;
import picocli.CommandLine;

/** The program as users start it, with networks that take no time. */
final class RunCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int mammobeam(String... arguments) {
    CommandLine program = Mammobeam.commandLine();
    program.setOut(new PrintWriter(out, true));
    program.setErr(new PrintWriter(err, true));
    return program.execute(arguments);
  }

  private int run(Path input, Path output, String... more) throws IOException {
    return mammobeam(QuickRun.command(folder, input, output, more));
  }

  /** A PNG that claims a size and a colour type, with no pixels to speak of. */
  private static byte[] header(int width, int height, int colorType) {
    ByteBuffer png = ByteBuffer.allocate(45);
    png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    png.putInt(13).put("IHDR".getBytes(UTF_8)).putInt(width).putInt(height);
    png.put(new byte[] {8, (byte) colorType, 0, 0, 0});
    CRC32 checksum = new CRC32();
    checksum.update(png.array(), 12, 17);
    png.putInt((int) checksum.getValue());
    png.putInt(0).put("IEND".getBytes(UTF_8)).putInt(0xAE426082);
    return png.array();
  }

  private Path exam(String id) {
    Path exam = folder.resolve("exams").resolve(id);
    ExamFolders.copy(ExamFolders.GOLDEN.resolve("syn_small"), exam);
    return exam;
  }

  private static Map<String, List<String>> failures(Path output) throws IOException {
    Map<String, List<String>> stages = new TreeMap<>();
    for (String line : Files.readAllLines(output.resolve("failures.jsonl"))) {
      JsonNode failure = JSON.readTree(line);
      assertFalse(failure.get("reason").asText().isBlank());
      stages
          .computeIfAbsent(failure.get("exam_id").asText(), unused -> new ArrayList<>())
          .add(failure.get("stage").asText());
    }
    return stages;
  }

  @Test
  void badExamsFailAloneAndNothingOfThemIsExecuted() throws IOException {
    Path good = folder.resolve("good");
    ExamFolders.copyGolden("syn_small", good);
    assertEquals(0, run(good, folder.resolve("alone")), err::toString);

    exam("syn_small");
    Path truncated = exam("truncated").resolve("L_MLO.png");
    byte[] png = Files.readAllBytes(truncated);
    Files.write(truncated, Arrays.copyOf(png, png.length / 2));
    Files.write(exam("colour").resolve("R_CC.png"), header(600, 800, 2));
    Files.writeString(exam("text").resolve("L_CC.png"), "no picture");
    Files.write(exam("bomb").resolve("L_CC.png"), header(100_000, 100_000, 0));
    Files.delete(exam("missing").resolve("R_MLO.png"));
    Path owned = folder.resolve("owned");
    Files.writeString(
        exam("unsafe").resolve("gen_exam_list_before_cropping.pkl"),
        "cos\nsystem\n(S'touch " + owned + "'\ntR.");
    exam("..odd");
    Files.createDirectories(folder.resolve("exams/empty"));
    try (var blank = Files.newOutputStream(exam("blank").resolve("R_CC.png"))) {
      GrayPng.write(GrayImage.of(600, 400, 16, new short[600 * 400]), blank);
    }
    short[] narrow = new short[600 * 800];
    for (int y = 60; y < 540; y++) {
      Arrays.fill(narrow, y * 800, y * 800 + 204, (short) 900);
    }
    try (var thin = Files.newOutputStream(exam("narrow").resolve("L_CC.png"))) {
      GrayPng.write(GrayImage.of(600, 800, 16, narrow), thin);
    }
    Path output = folder.resolve("out");
    assertEquals(3, run(folder.resolve("exams"), output), err::toString);

    Map<String, List<String>> expected = new TreeMap<>();
    for (String id : List.of("truncated", "colour", "text", "bomb", "blank")) {
      expected.put(id, List.of("crop"));
    }
    for (String id : List.of("missing", "unsafe", "..odd", "empty")) {
      expected.put(id, List.of("exam"));
    }
    expected.put("narrow", List.of("heatmaps"));
    assertEquals(expected, failures(output));
    assertFalse(Files.exists(owned));
    for (String csv : List.of("image_predictions.csv", "imageheatmaps_predictions.csv")) {
      String row = row(output, csv, "syn_small");
      assertEquals(row(folder.resolve("alone"), csv, "syn_small"), row);
    }
    assertFalse(row(output, "image_predictions.csv", "narrow").isEmpty());
    assertTrue(row(output, "imageheatmaps_predictions.csv", "narrow").isEmpty());
    assertTrue(out.toString().contains("failed: narrow, heatmaps: L-CC-0"), out::toString);
    try (Stream<Path> overlays = Files.list(output.resolve("overlays"))) {
      assertEquals(
          List.of("syn_small"),
          overlays.map(path -> String.valueOf(path.getFileName())).sorted().toList());
    }
  }

  private static String row(Path output, String csv, String exam) throws IOException {
    return Files.readAllLines(output.resolve("predictions").resolve(csv)).stream()
        .filter(line -> line.startsWith(exam + ","))
        .findFirst()
        .orElse("");
  }

  @Test
  void exportsAnExamAsTheReferenceWroteIt() throws IOException {
    Path good = folder.resolve("good");
    ExamFolders.copyGolden("syn_small", good);
    Path output = folder.resolve("out");
    assertEquals(0, run(good, output), err::toString);
    Path export = folder.resolve("export");
    assertEquals(
        0, mammobeam("export", "--output=" + output, "--exam=syn_small", "--to=" + export));
    JsonNode golden =
        JSON.readTree(
            Files.readAllBytes(
                Path.of("src/test/resources/golden/expected/syn_small/golden.json")));
    JsonNode metadata = JSON.readTree(Files.readAllBytes(export.resolve("metadata.json")));
    for (String view : List.of("L-CC", "R-CC", "L-MLO", "R-MLO")) {
      JsonNode ours = metadata.at("/views/" + view + "/0");
      assertEquals(9, ours.size());
      ours.fields()
          .forEachRemaining(
              field ->
                  assertEquals(
                      golden.at("/views/" + view + "/0/" + field.getKey()), field.getValue()));
    }
    assertEquals(180 * 16, Files.size(export.resolve("patch_probs_f32le.bin")));
    for (String file :
        List.of(
            "cropped/L_CC.png",
            "heatmap_benign/R_MLO.hdf5",
            "heatmap_malignant/L_CC.hdf5",
            "data.pkl")) {
      assertTrue(Files.size(export.resolve(file)) > 0, file);
    }
    assertEquals(2, JSON.readTree(Files.readAllBytes(export.resolve("predictions.json"))).size());
    assertEquals(2, mammobeam("export", "--output=" + output, "--exam=nobody", "--to=" + export));
    assertTrue(err.toString().contains("no exam 'nobody'"), err::toString);
  }

  @Test
  void whatIsAskedForWronglyIsSaidBeforeAnythingIsStarted() throws IOException {
    Path good = folder.resolve("good");
    ExamFolders.copyGolden("syn_small", good);
    Path output = folder.resolve("out");
    Path settings = Files.writeString(folder.resolve("wrong.yaml"), "crop:\n  erosion: 1\n");
    Map<String, String> wrong = new TreeMap<>();
    wrong.put("--input=" + folder.resolve("nowhere"), "nowhere does not exist");
    wrong.put("--stages=crop,paint", "'paint' is no stage");
    wrong.put("--precision=double", "precision must be");
    wrong.put("--device=gpu", "device must be");
    wrong.put("--models=" + folder.resolve("nobundle"), "nobundle cannot be read");
    wrong.put("--pipeline=" + settings, "wrong.yaml, line 2, erosion: no such setting");
    wrong.put("--inptu=x", "inptu");
    wrong.put("--max-megapixels=0", "--max-megapixels is 1 to 1000");
    for (Map.Entry<String, String> each : wrong.entrySet()) {
      err.getBuffer().setLength(0);
      List<String> arguments =
          new ArrayList<>(List.of("run", "--output=" + output, "--stages=crop"));
      String option = each.getKey().substring(0, each.getKey().indexOf('='));
      arguments.removeIf(argument -> argument.startsWith(option + "="));
      if (!option.equals("--input")) {
        arguments.add("--input=" + good);
      }
      arguments.add(each.getKey());
      assertEquals(2, mammobeam(arguments.toArray(String[]::new)), each.getKey());
      assertTrue(err.toString().contains(each.getValue()), err::toString);
      assertFalse(Files.exists(output), each.getKey());
    }
    assertEquals(2, mammobeam("run", "--input=" + good, "--output=" + output));
    assertTrue(err.toString().contains("need a model bundle"), err::toString);
    String[] unplaced = {
      "run",
      "--input=" + good,
      "--output=" + output,
      "--stages=crop",
      "--device=cpu",
      "--placement=on"
    };
    assertEquals(2, mammobeam(unplaced));
    assertTrue(err.toString().contains("nothing to place"), err::toString);
  }

  @Test
  void foldersThatCannotBeAreRefusedBeforeAnythingIsWritten() throws IOException {
    Path good = folder.resolve("good");
    ExamFolders.copyGolden("syn_small", good);
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    Path out = folder.resolve("out");
    refused(file + " is a file", good, file.resolve("out"));
    refused(file + " is a file", good, file);
    refused(file + " is a file", file, out);
    refused("is in the input folder", good, good);
    refused("is in the input folder", good, good.resolve("out"));
    Files.createDirectories(out.resolve("artifacts"));
    refused("no exams", out.resolve("artifacts"), out);
    assertEquals(2, mammobeam("run", "--input=", "--output=" + out, "--stages=crop"));
    assertTrue(err.toString().contains("--input is empty"), err::toString);
    assertEquals(2, mammobeam("run", "--input=ftp://x/y", "--output=" + out, "--stages=crop"));
    assertTrue(err.toString().contains("hdfs://… or gs://…"), err::toString);
    try (Stream<Path> left = Files.list(out)) {
      assertEquals(List.of(out.resolve("artifacts")), left.toList());
    }
  }

  @Test
  void anAddressOfHdfsSaysWhatToSetWhereNothingTellsOfIt() {
    for (String variable : List.of("HADOOP_CONF_DIR", "YARN_CONF_DIR", "HADOOP_HOME")) {
      assumeTrue(System.getenv(variable) == null, variable + " tells");
    }
    String output = "--output=hdfs:///screening";
    List<String[]> commands =
        List.of(
            new String[] {"run", "--input=" + folder, output, "--stages=crop"},
            new String[] {"runs", output},
            new String[] {"export", output, "--exam=a", "--to=" + folder.resolve("a")});
    for (String[] command : commands) {
      err.getBuffer().setLength(0);
      assertEquals(2, mammobeam(command), command[0]);
      assertTrue(err.toString().contains("set HADOOP_CONF_DIR or --hdfsConf"), err::toString);
    }
  }

  private void refused(String why, Path input, Path output) throws IOException {
    err.getBuffer().setLength(0);
    assertEquals(2, run(input, output));
    assertTrue(err.toString().contains(why), err::toString);
  }

  @Test
  void aPatternThatNoExamMatchesIsTold() throws IOException {
    Path good = folder.resolve("good");
    ExamFolders.copyGolden("syn_small", good);
    assertEquals(0, run(good, folder.resolve("out"), "--stages=crop", "--exams=syn_*"));
    assertFalse(err.toString().contains("no exam matches"), err::toString);
    assertEquals(0, run(good, folder.resolve("out"), "--stages=crop", "--exams=zzz"));
    assertTrue(err.toString().contains("no exam matches --exams=zzz"), err::toString);
  }

  @Test
  void anExportOfAFailedExamSaysSo() throws IOException {
    Files.writeString(exam("text").resolve("L_CC.png"), "no picture");
    Path out = folder.resolve("out");
    assertEquals(3, run(folder.resolve("exams"), out, "--stages=crop"));
    assertTrue(this.out.toString().contains("(text/L_CC.png)"), this.out::toString);
    Path target = folder.resolve("export");
    assertEquals(3, mammobeam("export", "--output=" + out, "--exam=text", "--to=" + target));
    assertTrue(err.toString().contains("text failed at crop: L-CC-0"), err::toString);
    assertFalse(Files.exists(target));
  }

  @Test
  void aTargetThatIsAFileIsNamedInOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    assertEquals(1, mammobeam("phantoms", "--to=" + file, "--exams=1"));
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().contains(file.toString()), err::toString);
  }
}
