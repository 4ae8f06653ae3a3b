package org.mammobeam.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mammobeam.beam.BaseRun;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.RunFolder;
import org.mammobeam.beam.RunResults;
import org.mammobeam.beam.RunStart;
import org.mammobeam.codec.MalformedDataException;

/** All runs of an output folder. */
public final class RunList {
  private RunList() {}

  /** The runs, oldest first: also those that are under way, have died, or are not believed. */
  public static List<RunLine> of(Folder output) throws IOException {
    List<RunLine> runs = new ArrayList<>();
    for (String id : RunFolder.published(output).toList()) {
      runs.add(published(new RunFolder(output, id)));
    }
    for (String id : RunFolder.unfinished(output)) {
      runs.add(unfinished(new RunFolder(output, id)));
    }
    runs.sort(Comparator.comparing(RunLine::run));
    return runs;
  }

  private static RunLine published(RunFolder run) throws IOException {
    String refusal = "";
    try {
      BaseRun.check(run);
    } catch (MalformedDataException e) {
      refusal = String.valueOf(e.getMessage());
    }
    try {
      return RunLine.of(RunResults.summary(run), refusal);
    } catch (IOException e) {
      return RunLine.without(run.id(), RunLine.State.REFUSED, refusal, 0, "");
    }
  }

  private static RunLine unfinished(RunFolder run) throws IOException {
    Optional<RunStart> start = run.started();
    if (start.isEmpty()) {
      return RunLine.without(run.id(), RunLine.State.UNFINISHED, "its START cannot be read", 0, "");
    }
    String place = "process " + start.get().process() + " on " + start.get().host();
    boolean dead = start.get().hasEnded();
    return RunLine.without(
        run.id(),
        dead ? RunLine.State.DEAD : RunLine.State.UNFINISHED,
        (dead ? "was " : "started by ") + place,
        start.get().startedMillis(),
        start.get().base());
  }
}
