package org.mammobeam.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.mammobeam.JavaProcess;
import org.mammobeam.beam.AssembleExams;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.GcsListing;
import org.mammobeam.cli.Mammobeam;
import org.mammobeam.gcs.GcsStub;
import org.mammobeam.gcs.Objects;

/**
 * What listing an input folder with many objects takes: the server is a process of its own, and so
 * is who lists.
 *
 * <p>Argument: a number of objects.
 */
public final class ListedObjects {
  private static final Folder INPUT = new Folder("gs://hospital/exams");

  private ListedObjects() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    switch (arguments[0]) {
      case "serve" -> serve(Integer.parseInt(arguments[1]));
      case "pages", "exams", "whole" -> list(arguments);
      case "plan" -> plan(arguments);
      default -> compare(arguments[0]);
    }
  }

  private static void compare(String count) throws IOException, InterruptedException {
    Process server = start("-Xmx2g", List.of("serve", count));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8))) {
      List<String> options = List.of(lines.readLine(), lines.readLine());
      for (String way : List.of("pages", "exams", "plan", "whole")) {
        List<String> arguments = new ArrayList<>(List.of(way));
        arguments.addAll(options);
        String heap =
            switch (way) {
              case "whole" -> "-Xmx2g";
              case "plan" -> "-Xmx128m";
              default -> "-Xmx64m";
            };
        Process client = start(heap, arguments);
        System.out.print(new String(client.getInputStream().readAllBytes(), UTF_8));
        if (client.waitFor() != 0) {
          throw new IOException(way + " did not get through with " + heap);
        }
      }
    } finally {
      server.destroyForcibly();
    }
  }

  private static Process start(String heap, List<String> arguments) throws IOException {
    return JavaProcess.of(List.of(heap), ListedObjects.class, arguments)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void serve(int count) throws IOException {
    Objects objects = new Objects();
    byte[] nothing = new byte[0];
    for (int i = 0; i < count; i++) {
      objects.put(
          "hospital",
          String.format(Locale.ROOT, "exams/exam-%07d/view-%d.png", i / 4, i % 4),
          nothing);
    }
    GcsStub.start(objects).options().forEach(System.out::println);
    System.out.flush();
  }

  /** What a plan takes that is to look at none of the exams. */
  private static void plan(String[] arguments) throws IOException {
    long start = System.nanoTime();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> print("plan", start)));
    List<String> command =
        new ArrayList<>(
            List.of(
                "plan",
                "--input=" + INPUT.uri(),
                "--models=models/demo",
                "--output=target/no-output",
                "--exams=none"));
    command.addAll(List.of(arguments).subList(1, arguments.length));
    Mammobeam.main(command.toArray(String[]::new));
  }

  private static void list(String[] arguments) throws IOException {
    PipelineOptions options =
        PipelineOptionsFactory.fromArgs(Arrays.copyOfRange(arguments, 1, arguments.length))
            .create();
    FileSystems.setDefaultPipelineOptions(options);
    AtomicLong found = new AtomicLong();
    long start = System.nanoTime();
    switch (arguments[0]) {
      case "pages" -> GcsListing.forEach(INPUT, "", options, state -> found.incrementAndGet());
      case "exams" ->
          AssembleExams.forEach(
              INPUT, options, exam -> found.addAndGet(exam.files().files().size()));
      default -> found.set(INPUT.list("*/*").size());
    }
    System.out.println(arguments[0] + ": " + found.get() + " objects");
    print(arguments[0], start);
    System.exit(0);
  }

  private static void print(String way, long start) {
    System.out.printf(
        Locale.ROOT,
        "%-6s %6.1f s, heap of at most %4d MB, peak RSS %s%n",
        way,
        (System.nanoTime() - start) / 1e9,
        Runtime.getRuntime().maxMemory() >> 20,
        peak());
  }

  private static String peak() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM"))
          .findFirst()
          .orElse("unknown")
          .replaceAll("\\s+", " ");
    } catch (IOException e) {
      return e.toString();
    }
  }
}
