package org.mammobeam.beam;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.exam.AssembledExam;
import org.mammobeam.exam.ExamFiles;
import org.mammobeam.exam.FileState;

/**
 * Finds the exams of an input folder: one in each of its folders, by the folder's name. No file is
 * opened. Folders and files whose names begin with a dot are no exams.
 */
public final class AssembleExams extends PTransform<PBegin, PCollection<AssembledExam>> {
  private final Folder input;

  private AssembleExams(Folder input) {
    this.input = input;
  }

  /** The exams in the folders of this folder. */
  public static AssembleExams in(Folder input) {
    return new AssembleExams(input);
  }

  @Override
  public PCollection<AssembledExam> expand(PBegin begin) {
    return begin
        .apply("Input", Create.of(input.uri()))
        .apply("List", ParDo.of(new ListFiles(input)))
        .setCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(FileState.class)))
        .apply("ByExam", GroupByKey.create())
        .apply("Gather", ParDo.of(new Gather()))
        .setCoder(SerializableCoder.of(AssembledExam.class));
  }

  /** Exam that a file or a folder belongs to; empty where it belongs to none. */
  private static Optional<String> exam(FileState state) {
    String folder = folder(state);
    boolean hidden = folder.startsWith(".") && !folder.startsWith("..");
    return hidden ? Optional.empty() : Optional.of(folder);
  }

  private static String folder(FileState state) {
    return state.path().substring(0, state.path().indexOf('/'));
  }

  /**
   * Hands over the exams of an input folder, found by this process alone.
   *
   * @param options say how object stores are reached
   */
  public static void forEach(Folder input, PipelineOptions options, Consumer<AssembledExam> to)
      throws IOException {
    if (!GcsListing.isFor(input)) {
      gather(list(input)).forEach(exam -> to.accept(AssembledExam.ofFolder(exam)));
      return;
    }
    // Objects come in the order of their names: those of an exam one after another.
    List<FileState> ofOne = new ArrayList<>();
    forEachObject(
        input,
        options,
        state -> {
          if (!ofOne.isEmpty() && !folder(ofOne.get(0)).equals(folder(state))) {
            gather(ofOne).forEach(exam -> to.accept(AssembledExam.ofFolder(exam)));
            ofOne.clear();
          }
          ofOne.add(state);
        });
    gather(ofOne).forEach(exam -> to.accept(AssembledExam.ofFolder(exam)));
  }

  /**
   * The exam of one folder, found by this process alone; nothing where the folder is not there.
   *
   * @param options say how object stores are reached
   */
  public static Optional<AssembledExam> find(Folder input, String id, PipelineOptions options)
      throws IOException {
    List<FileState> states = new ArrayList<>();
    if (input.isLocal()) {
      states.addAll(LocalListing.of(input, id));
    } else if (GcsListing.isFor(input)) {
      GcsListing.forEach(input, id + "/", options, states::add);
      states.removeIf(state -> state.path().indexOf('/') != state.path().lastIndexOf('/'));
    } else {
      for (Metadata file : input.listFolder(id)) {
        states.add(FileStates.of(input, file));
      }
      if (states.isEmpty()) {
        // Empty, or with a name that patterns cannot hold: all folders are looked through.
        list(input).stream().filter(state -> folder(state).equals(id)).forEach(states::add);
      }
    }
    return gather(states).stream().map(AssembledExam::ofFolder).findFirst();
  }

  /** The states of objects that may be an exam's, page by page. */
  private static void forEachObject(Folder input, PipelineOptions options, Consumer<FileState> to)
      throws IOException {
    AtomicLong found = new AtomicLong();
    GcsListing.forEach(
        input,
        "",
        options,
        state -> {
          found.incrementAndGet();
          // What lies at the top or deeper is no exam's.
          if (state.path().indexOf('/') > 0
              && state.path().indexOf('/') == state.path().lastIndexOf('/')) {
            to.accept(state);
          }
        });
    if (found.get() == 0) {
      // Object stores know no empty folders: there is none of this name.
      throw new FileNotFoundException("nothing lies below the input folder " + input.uri());
    }
  }

  /** The states of all files, and of folders, which may have none. */
  private static List<FileState> list(Folder input) throws IOException {
    if (input.isLocal()) {
      return LocalListing.of(input);
    }
    List<FileState> states = new ArrayList<>();
    for (Metadata file : input.list("*/*")) {
      states.add(FileStates.of(input, file));
    }
    Set<String> seen = new HashSet<>();
    states.forEach(state -> seen.add(folder(state)));
    for (String folder : input.foldersBeside(seen)) {
      states.add(new FileState(folder + "/", 0, 0, ""));
    }
    return states;
  }

  /** The exams of some files, by ID; all files of an exam have to be among them. */
  private static Collection<ExamFiles> gather(Iterable<FileState> states) {
    SortedMap<String, List<FileState>> byExam = new TreeMap<>();
    for (FileState state : states) {
      Optional<String> exam = exam(state);
      if (exam.isPresent()) {
        List<FileState> files = byExam.computeIfAbsent(exam.get(), unused -> new ArrayList<>());
        if (!state.path().endsWith("/")) {
          files.add(state);
        }
      }
    }
    List<ExamFiles> exams = new ArrayList<>();
    byExam.forEach((exam, files) -> exams.add(new ExamFiles(exam, files)));
    return exams;
  }

  static final class ListFiles extends DoFn<String, KV<Integer, FileState>> {
    private final Folder input;

    ListFiles(Folder input) {
      this.input = input;
    }

    @ProcessElement
    public void processElement(PipelineOptions options, OutputReceiver<KV<Integer, FileState>> out)
        throws IOException {
      if (GcsListing.isFor(input)) {
        forEachObject(input, options, state -> emit(state, out));
      } else {
        list(input).forEach(state -> emit(state, out));
      }
    }

    private static void emit(FileState state, OutputReceiver<KV<Integer, FileState>> out) {
      exam(state)
          .ifPresent(
              exam ->
                  out.output(KV.of(ExamShards.of(Hash128.of(exam), ExamShards.GATHERED), state)));
    }
  }

  static final class Gather extends DoFn<KV<Integer, Iterable<FileState>>, AssembledExam> {
    @ProcessElement
    public void processElement(
        @Element KV<Integer, Iterable<FileState>> shard, OutputReceiver<AssembledExam> out) {
      Collection<ExamFiles> exams = gather(shard.getValue());
      Metrics.counter("exams", "found").inc(exams.size());
      exams.forEach(exam -> out.output(AssembledExam.ofFolder(exam)));
    }
  }
}
