package org.mammobeam.beam;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.mammobeam.codec.ExamLists;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.AssembledExam;
import org.mammobeam.exam.ExamFiles;
import org.mammobeam.exam.ExamListEntry;
import org.mammobeam.exam.FileState;
import org.mammobeam.exam.FlatExamList;

/**
 * Finds the exams of one list of many exams, whose images lie below the input folder by their short
 * paths. Nothing but the list is opened.
 */
public final class AssembleListedExams extends PTransform<PBegin, PCollection<AssembledExam>> {
  private final Folder input;
  private final String list;

  private AssembleListedExams(Folder input, String list) {
    this.input = input;
    this.list = list;
  }

  /**
   * The exams of a list.
   *
   * @param list path or URI of the list's file
   */
  public static AssembleListedExams of(Folder input, String list) {
    return new AssembleListedExams(input, list);
  }

  @Override
  public PCollection<AssembledExam> expand(PBegin begin) {
    return begin
        .apply("Input", Create.of(list))
        .apply("Find", ParDo.of(new Find(input)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(AssembledExam.class)))
        .apply("Spread", Reshuffle.of())
        .apply("Exams", Values.create());
  }

  /**
   * Hands over the exams of a list, found by this process alone.
   *
   * @param options say how object stores are reached
   */
  public static void forEach(
      Folder input, String list, PipelineOptions options, Consumer<AssembledExam> to)
      throws IOException {
    List<AssembledExam> exams = read(list);
    Map<String, FileState> found = ListedFiles.of(exams).in(input, options);
    exams.forEach(exam -> to.accept(withFiles(exam, found)));
  }

  private static List<AssembledExam> read(String list) throws IOException {
    List<ExamListEntry> entries;
    try (InputStream in = Folder.openFile(list)) {
      entries = ExamLists.read(list, in);
    } catch (MalformedDataException e) {
      throw new IOException("exam list " + list + ": " + e.getMessage(), e);
    }
    return FlatExamList.name(entries).stream()
        .map(
            named ->
                new AssembledExam(
                    new ExamFiles(named.id(), List.of()), named.exam(), named.refusal()))
        .toList();
  }

  private static AssembledExam withFiles(AssembledExam exam, Map<String, FileState> found) {
    List<FileState> files = new ArrayList<>();
    for (String path : ListedFiles.paths(exam)) {
      FileState file = found.get(path);
      if (file != null) {
        files.add(file);
      }
    }
    return new AssembledExam(
        new ExamFiles(exam.files().id(), files), exam.listed(), exam.refusal());
  }

  static final class Find extends DoFn<String, KV<String, AssembledExam>> {
    private final Folder input;

    Find(Folder input) {
      this.input = input;
    }

    @ProcessElement
    public void processElement(
        @Element String list,
        PipelineOptions options,
        OutputReceiver<KV<String, AssembledExam>> out)
        throws IOException {
      forEach(
          input,
          list,
          options,
          exam -> {
            Metrics.counter("exams", "found").inc();
            out.output(KV.of(exam.files().id(), exam));
          });
    }
  }
}
