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
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.GcsListing;
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
      case "pages" -> list(arguments, true);
      case "whole" -> list(arguments, false);
      default -> compare(arguments[0]);
    }
  }

  private static void compare(String count) throws IOException, InterruptedException {
    Process server = start("-Xmx2g", List.of("serve", count));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8))) {
      List<String> options = List.of(lines.readLine(), lines.readLine());
      for (String way : List.of("pages", "whole")) {
        List<String> arguments = new ArrayList<>(List.of(way));
        arguments.addAll(options);
        Process client = start(way.equals("pages") ? "-Xmx64m" : "-Xmx2g", arguments);
        System.out.print(new String(client.getInputStream().readAllBytes(), UTF_8));
        client.waitFor();
      }
    } finally {
      server.destroyForcibly();
    }
  }

  private static Process start(String heap, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                ListedObjects.class.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
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

  private static void list(String[] arguments, boolean pages) throws IOException {
    PipelineOptions options =
        PipelineOptionsFactory.fromArgs(Arrays.copyOfRange(arguments, 1, arguments.length))
            .create();
    FileSystems.setDefaultPipelineOptions(options);
    AtomicLong found = new AtomicLong();
    long start = System.nanoTime();
    if (pages) {
      GcsListing.forEach(INPUT, options, state -> found.incrementAndGet());
    } else {
      found.set(INPUT.list("*/*").size());
    }
    System.out.printf(
        Locale.ROOT,
        "%-6s %8d objects %6.1f s, heap of at most %4d MB, peak RSS %s%n",
        arguments[0],
        found.get(),
        (System.nanoTime() - start) / 1e9,
        Runtime.getRuntime().maxMemory() >> 20,
        peak());
    System.exit(0);
  }

  private static String peak() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .findFirst()
        .orElse("unknown")
        .replaceAll("\\s+", " ");
  }
}
