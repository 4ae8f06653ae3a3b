package org.mammobeam.beam;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.metrics.Metrics;
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
import org.mammobeam.exam.ShortPath;

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
        .apply("ReadList", ParDo.of(new ReadList()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(AssembledExam.class)))
        .apply("Spread", Reshuffle.of())
        .apply("Exams", Values.create())
        .apply("States", ParDo.of(new FindFiles(input)))
        .setCoder(SerializableCoder.of(AssembledExam.class));
  }

  /** The exams of a list, found by this process alone. */
  public static Stream<AssembledExam> find(Folder input, String list) throws IOException {
    List<AssembledExam> exams = new ArrayList<>();
    for (AssembledExam exam : read(list)) {
      exams.add(withFiles(exam, input));
    }
    return exams.stream();
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

  private static AssembledExam withFiles(AssembledExam exam, Folder input) throws IOException {
    List<FileState> files = new ArrayList<>();
    ExamListEntry listed = exam.listed();
    if (listed != null && exam.refusal() == null) {
      for (String path : new TreeSet<>(listed.allShortPaths())) {
        for (Metadata file : input.find(path + ShortPath.EXTENSION)) {
          files.add(FileStates.of(input, file));
        }
      }
    }
    return new AssembledExam(new ExamFiles(exam.files().id(), files), listed, exam.refusal());
  }

  static final class ReadList extends DoFn<String, KV<String, AssembledExam>> {
    @ProcessElement
    public void processElement(@Element String list, OutputReceiver<KV<String, AssembledExam>> out)
        throws IOException {
      for (AssembledExam exam : read(list)) {
        out.output(KV.of(exam.files().id(), exam));
      }
    }
  }

  static final class FindFiles extends DoFn<AssembledExam, AssembledExam> {
    private final Folder input;

    FindFiles(Folder input) {
      this.input = input;
    }

    @ProcessElement
    public void processElement(@Element AssembledExam exam, OutputReceiver<AssembledExam> out)
        throws IOException {
      Metrics.counter("exams", "found").inc();
      out.output(withFiles(exam, input));
    }
  }
}
