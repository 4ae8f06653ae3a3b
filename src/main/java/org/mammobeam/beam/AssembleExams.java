package org.mammobeam.beam;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
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
        .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(FileState.class)))
        .apply("ByExam", GroupByKey.create())
        .apply("Gather", ParDo.of(new Gather()))
        .setCoder(SerializableCoder.of(AssembledExam.class));
  }

  static final class ListFiles extends DoFn<String, KV<String, FileState>> {
    private final Folder input;

    ListFiles(Folder input) {
      this.input = input;
    }

    @ProcessElement
    public void processElement(OutputReceiver<KV<String, FileState>> out) throws IOException {
      for (Metadata file : input.list("*/*")) {
        FileState state = FileStates.of(input, file);
        emit(state.path().substring(0, state.path().indexOf('/')), state, out);
      }
      // A file system that knows empty folders may have an exam whose files are missing.
      for (String folder : localFolders()) {
        emit(folder, new FileState(folder + "/", 0, 0, ""), out);
      }
    }

    private static void emit(
        String folder, FileState state, OutputReceiver<KV<String, FileState>> out) {
      if (folder.startsWith("..") || !folder.startsWith(".")) {
        out.output(KV.of(folder, state));
      }
    }

    private List<String> localFolders() throws IOException {
      ResourceId folder = FileSystems.matchNewResource(input.uri(), true);
      List<String> folders = new ArrayList<>();
      if (folder.getScheme().equals("file")) {
        try (DirectoryStream<Path> found =
            Files.newDirectoryStream(Path.of(folder.toString()), Files::isDirectory)) {
          found.forEach(path -> folders.add(String.valueOf(path.getFileName())));
        }
      }
      return folders;
    }
  }

  static final class Gather extends DoFn<KV<String, Iterable<FileState>>, AssembledExam> {
    @ProcessElement
    public void processElement(
        @Element KV<String, Iterable<FileState>> exam, OutputReceiver<AssembledExam> out) {
      List<FileState> files = new ArrayList<>();
      exam.getValue()
          .forEach(
              state -> {
                if (!state.path().endsWith("/")) {
                  files.add(state);
                }
              });
      Metrics.counter("exams", "found").inc();
      out.output(AssembledExam.ofFolder(new ExamFiles(exam.getKey(), files)));
    }
  }
}
