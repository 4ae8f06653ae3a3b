package org.mammobeam.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A run with networks that take no time, one round and small overlays. */
final class QuickRun {
  private QuickRun() {}

  /**
   * The command line.
   *
   * @param folder for settings and networks
   * @param more options
   */
  static String[] command(Path folder, Path input, Path output, String... more) throws IOException {
    Path settings = folder.resolve("quick.yaml");
    Files.writeString(settings, "classify: {rounds: 1}\nvisualize: {display-height: 200}\n");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--input=" + input,
                "--output=" + output,
                "--pipeline=" + settings,
                "--models=" + TinyBundle.write(folder.resolve("tiny")),
                "--device=cpu"));
    arguments.addAll(Arrays.asList(more));
    return arguments.toArray(String[]::new);
  }
}
