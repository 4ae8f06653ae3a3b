package org.mammobeam.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.mammobeam.SyntheticExam;
import org.mammobeam.beam.BaseRun;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.PublishedRows;
import org.mammobeam.beam.RunResults;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.beam.StageCount;
import org.mammobeam.beam.TableRef;
import org.mammobeam.exam.AssembledExam;
import org.mammobeam.exam.ExamFiles;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.FileState;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceState;

/**
 * What a run over many exams costs of which none, and then one, has changed: the program itself, in
 * a process of its own with a heap of 2 GB. The exams' files are a few bytes of text and all but
 * one have a row that says that they were screened; who opened one would fail on it.
 *
 * <p>Arguments: a folder to work in, and numbers of exams.
 */
public final class UnchangedExams {
  private static final List<String> VIEWS = List.of("L_CC", "L_MLO", "R_CC", "R_MLO");
  private static final String REAL = "real";

  private static final Pattern MINUTES_SECONDS = Pattern.compile("([0-9]+)m([0-9.]+)s");

  private final Path folder;
  private final int count;

  private UnchangedExams(Path folder, int count) {
    this.folder = folder;
    this.count = count;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    System.out.println(
        "exams  run                 wall s   CPU s   s per 1000 exams   peak RSS MB");
    for (int i = 1; i < arguments.length; i++) {
      int count = Integer.parseInt(arguments[i]);
      new UnchangedExams(Path.of(arguments[0], arguments[i]), count).measure();
    }
  }

  private void measure() throws IOException, InterruptedException {
    SyntheticExam.onePatch().write(folder.resolve("in").resolve(REAL));
    screen("first", 1, 1);
    for (int i = 1; i < count; i++) {
      Path exam = Files.createDirectories(folder.resolve("in").resolve("exam-" + i));
      for (String view : VIEWS) {
        Files.writeString(exam.resolve(view + ".png"), "no image: " + i);
      }
    }
    publishTable();
    screen("nothing changed", count, 0);
    new SyntheticExam(256, 256, true, true).write(folder.resolve("in").resolve(REAL));
    Files.delete(folder.resolve("in").resolve(REAL).resolve("exam.json"));
    screen("one exam changed", count, 1);
  }

  /** Gives every exam the row of the one that was screened. */
  private void publishTable() throws IOException {
    TableRef base = BaseRun.find(output(), System.err::println);
    ExamResult row = RunResults.find(base.runFolder(), REAL).orElseThrow();
    long read = System.currentTimeMillis() + 10_000;
    List<ExamResult> rows = new ArrayList<>(List.of(row));
    for (int i = 1; i < count; i++) {
      String id = "exam-" + i;
      List<FileState> files = new ArrayList<>();
      for (String view : VIEWS) {
        String path = id + "/" + view + ".png";
        Path file = folder.resolve("in").resolve(path);
        long time = Files.getLastModifiedTime(file).toMillis();
        files.add(new FileState(path, Files.size(file), time, ""));
      }
      AssembledExam exam = AssembledExam.ofFolder(new ExamFiles(id, files));
      SourceExam source =
          new SourceExam(
              exam.files(),
              SourceState.of(exam, read),
              row.source().models(),
              row.source().content());
      rows.add(new ExamResult(source, row.run(), row.plan(), row.outcomes()));
    }
    PublishedRows.publish(base, rows);
  }

  private Folder output() {
    return new Folder(folder.resolve("out").toString());
  }

  private void screen(String what, int exams, int computed)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Path memory = folder.resolve("memory");
    Path times = folder.resolve("times");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "java -Xmx2g -cp \"$1\" org.mammobeam.cli.Mammobeam run --input=\"$2\""
                    + " --models=models/demo --output=\"$3\" --device=cpu & pid=$!;"
                    + " while line=$(grep VmHWM /proc/$pid/status); do echo \"$line\" > \"$4\";"
                    + " sleep 0.5; done; wait $pid; code=$?; times > \"$5\"; exit $code",
                "sh",
                System.getProperty("java.class.path"),
                folder.resolve("in").toString(),
                folder.resolve("out").toString(),
                memory.toString(),
                times.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int exit = process.waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    RunSummary summary = RunResults.summary(RunResults.newest(output()).orElseThrow());
    List<Long> did = summary.stages().stream().map(StageCount::computed).toList();
    if (exit != 0
        || summary.exams().count() != exams
        || !did.stream().allMatch(stage -> stage == computed)) {
      throw new IllegalStateException(
          "exit %d, %s: %s".formatted(exit, summary, Files.readString(log, UTF_8)));
    }
    System.out.printf(
        Locale.ROOT,
        "%6d %-18s %7.1f %7.1f %18.2f %13.0f%n",
        exams,
        what,
        seconds,
        cpuSeconds(times),
        seconds * 1000 / exams,
        kilobytes(memory) / 1000);
  }

  /** The shell's second line is its children's time, in user and system mode. */
  private static double cpuSeconds(Path times) throws IOException {
    double seconds = 0;
    Matcher time = MINUTES_SECONDS.matcher(Files.readAllLines(times).get(1));
    while (time.find()) {
      seconds += 60 * Double.parseDouble(time.group(1)) + Double.parseDouble(time.group(2));
    }
    return seconds;
  }

  private static double kilobytes(Path memory) throws IOException {
    try (Stream<String> lines = Files.lines(memory)) {
      return lines
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToDouble(Double::parseDouble)
          .max()
          .orElse(0);
    }
  }
}
