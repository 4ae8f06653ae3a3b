package org.mammobeam.beam;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.codec.SealedJson;

/** Finds the run whose table a new run looks exams up in: the newest that is sound. */
public final class BaseRun {
  private BaseRun() {}

  /**
   * The newest sound run's table.
   *
   * @param refused is told of every newer run that cannot be believed, and why
   */
  public static TableRef find(Folder output, Consumer<String> refused) throws IOException {
    List<String> runs = new ArrayList<>(RunFolder.published(output).toList());
    Collections.reverse(runs);
    for (String id : runs) {
      try {
        return check(new RunFolder(output, id));
      } catch (MalformedDataException e) {
        refused.accept("run " + id + " is not used: " + e.getMessage());
      }
    }
    return TableRef.none(output);
  }

  /**
   * The table of a run, all of whose files have been read and compared with what it published.
   *
   * @throws MalformedDataException if anything is not as it was, or the run is another output's
   */
  public static TableRef check(RunFolder run) throws IOException, MalformedDataException {
    TableRef table = checkFiles(run);
    RunSummary summary = RunResults.summary(run);
    if (!summary.output().equals(OutputIdentity.find(run.output()).orElse(""))) {
      throw new MalformedDataException("it comes from another output folder");
    }
    return table;
  }

  /**
   * The table of a run, whichever output's it is.
   *
   * @throws MalformedDataException if anything is not as it was published
   */
  public static TableRef checkFiles(RunFolder run) throws IOException, MalformedDataException {
    byte[] done = run.output().read(run.path(RunFolder.DONE));
    RunSummary summary = SealedJson.open(done, RunSummary.class);
    if (!summary.run().equals(run.id())) {
      throw new MalformedDataException("its DONE is that of run " + summary.run());
    }
    for (String folder : List.of(Segment.ROWS, Segment.SKIP)) {
      for (String file : summary.filesIn(run.path(folder))) {
        checkFile(run, file, summary);
      }
    }
    return new TableRef(run.output(), run.id(), Sha256.of(done), summary.exams().count());
  }

  private static void checkFile(RunFolder run, String file, RunSummary summary)
      throws IOException, MalformedDataException {
    try {
      if (!run.output().digest(file).hex().equals(summary.files().get(file))) {
        throw new MalformedDataException(file + " is not what was published");
      }
    } catch (FileNotFoundException e) {
      throw new MalformedDataException(file + " is missing", e);
    }
  }
}
