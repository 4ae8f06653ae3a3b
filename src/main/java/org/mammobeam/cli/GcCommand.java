package org.mammobeam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.history.Collected;
import org.mammobeam.history.GarbageCollection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mammobeam gc}: deletes what the kept runs do not need. */
@Command(
    name = "gc",
    header = "Deletes what the runs that are kept do not need.",
    description =
        "Published runs but the newest go, runs that died, artifacts that no run that is left"
            + " names, and what broken off writing has left; nothing that is younger than a day,"
            + " and no artifact while a run may still go on. It may be stopped and run again at any"
            + " time.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  mammobeam gc --output=out --keep-runs=3 --dry-run",
      "  mammobeam gc --output=out --keep-runs=3",
      "  mammobeam gc --output=gs://bucket/out --keep-runs=3 --abandoned=000017-5fd2c1a0"
    })
final class GcCommand extends OutputCommand {
  @Option(
      names = "--keep-runs",
      required = true,
      paramLabel = "N",
      description = "How many of the newest published runs are kept, at least 1.")
  private int keepRuns;

  @Option(names = "--dry-run", description = "Only tell what would be deleted.")
  private boolean dryRun;

  @Option(
      names = "--abandoned",
      paramLabel = "RUN",
      description =
          "An unfinished run that has certainly ended, by ID or number; may be given more than"
              + " once.")
  private List<String> abandoned = new ArrayList<>();

  @Override
  int answer(Folder folder) throws IOException, UsageException {
    if (keepRuns < 1) {
      throw new UsageException("--keep-runs is 1 or more, not " + keepRuns);
    }
    Collected collected =
        new GarbageCollection(folder, keepRuns, unfinished(folder), dryRun).collect();
    collected.remarks().forEach(this::warn);
    print(collected, out -> print(collected, out));
    return ExitCode.WELL;
  }

  private Set<String> unfinished(Folder folder) throws IOException, UsageException {
    Set<String> runs = new TreeSet<>();
    for (String name : abandoned) {
      List<String> found =
          RunFolder.unfinished(folder).stream().filter(run -> isCalled(run, name)).toList();
      if (found.size() != 1) {
        throw new UsageException(
            (found.isEmpty() ? "no unfinished run is" : "more than one unfinished run is")
                + (" called '" + name + "': mammobeam runs lists them"));
      }
      runs.addAll(found);
    }
    return runs;
  }

  private static void print(Collected collected, PrintWriter out) {
    String done = collected.dryRun() ? "would delete" : "deleted";
    out.println("kept:    " + String.join(", ", collected.kept()));
    for (Collected.DeletedRun run : collected.runs()) {
      out.printf(
          "%s run %s (%s), %s%n",
          done, run.run(), run.state().name().toLowerCase(Locale.ROOT), size(run.bytes()));
    }
    out.printf(
        "%s %d artifacts, %s%n", done, collected.artifacts(), size(collected.artifactBytes()));
    if (collected.leftovers() > 0) {
      out.printf(
          "%s %d leftover files, %s%n",
          done, collected.leftovers(), size(collected.leftoverBytes()));
    }
    out.printf("%s %s in all%n", done, size(collected.bytes()));
  }
}
