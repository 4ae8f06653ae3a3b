package org.mammobeam.beam;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Fingerprinter;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.codec.ExamLists;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.AssembledExam;
import org.mammobeam.exam.ExamFolder;
import org.mammobeam.exam.ExamId;
import org.mammobeam.exam.ExamListEntry;
import org.mammobeam.exam.Failure;
import org.mammobeam.exam.FileState;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.exam.ShortPath;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.SourceImages;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.exam.View;

/**
 * Reads the list of an exam's folder, takes the fingerprints of its images and puts on the exam the
 * models that it is to be screened with. An exam that is none becomes one that is marked unusable.
 */
public final class ReadExams
    extends PTransform<PCollection<AssembledExam>, PCollection<SourceExam>> {
  private final Folder input;
  private final ModelDigests models;
  private final HorizontalFlip unlisted;

  private ReadExams(Folder input, ModelDigests models, HorizontalFlip unlisted) {
    this.input = input;
    this.models = models;
    this.unlisted = unlisted;
  }

  /**
   * Reads exams.
   *
   * @param unlisted whether images are mirrored where no list says so
   */
  public static ReadExams of(Folder input, ModelDigests models, HorizontalFlip unlisted) {
    return new ReadExams(input, models, unlisted);
  }

  @Override
  public PCollection<SourceExam> expand(PCollection<AssembledExam> exams) {
    return exams
        .apply("Read", ParDo.of(new Fn(input, models, unlisted)))
        .setCoder(SerializableCoder.of(SourceExam.class));
  }

  static final class Fn extends DoFn<AssembledExam, SourceExam> {
    private final Folder input;
    private final ModelDigests models;
    private final HorizontalFlip unlisted;

    Fn(Folder input, ModelDigests models, HorizontalFlip unlisted) {
      this.input = input;
      this.models = models;
      this.unlisted = unlisted;
    }

    @ProcessElement
    public void processElement(@Element AssembledExam exam, OutputReceiver<SourceExam> out)
        throws IOException {
      out.output(new SourceExam(exam.files(), models, content(exam)));
    }

    private SourceImages content(AssembledExam exam) throws IOException {
      try {
        ExamId.check(exam.files().id());
        ExamListEntry entry = entry(exam);
        if (!entry.missingViews().isEmpty()) {
          throw new UnprocessableExamException("no image of " + entry.missingViews());
        }
        return new SourceImages.Listed(entry.horizontalFlip(), images(exam, entry));
      } catch (UnprocessableExamException e) {
        String reason = String.valueOf(e.getMessage());
        return new SourceImages.Unusable(fingerprint(exam, reason), Failure.ofData(reason));
      }
    }

    /** Of what there was to look at; the images were not opened. */
    private static Fingerprint fingerprint(AssembledExam exam, String reason) {
      List<String> names = exam.files().files().stream().map(FileState::name).toList();
      return new Fingerprinter().add(exam.files().id()).add(names).add(reason).finish();
    }

    private ExamListEntry entry(AssembledExam exam) throws IOException, UnprocessableExamException {
      if (exam.refusal() != null) {
        throw new UnprocessableExamException(exam.refusal());
      }
      if (exam.listed() != null) {
        return exam.listed();
      }
      ExamFolder folder =
          ExamFolder.of(exam.files().files().stream().map(FileState::name).toList());
      ExamListEntry entry =
          folder.lists().isEmpty() ? folder.named(unlisted) : folder.listed(lists(exam, folder));
      Metrics.counter("exams", "ignored-files").inc(folder.ignored(entry));
      return entry;
    }

    private List<List<ExamListEntry>> lists(AssembledExam exam, ExamFolder folder)
        throws IOException, UnprocessableExamException {
      List<List<ExamListEntry>> lists = new ArrayList<>();
      for (String name : folder.lists()) {
        try (InputStream in = input.open(exam.files().id() + "/" + name)) {
          lists.add(ExamLists.read(name, in));
        } catch (MalformedDataException e) {
          throw new UnprocessableExamException(name + ": " + e.getMessage(), e);
        }
      }
      return lists;
    }

    private List<SourceImage> images(AssembledExam exam, ExamListEntry entry)
        throws IOException, UnprocessableExamException {
      String folder = exam.listed() == null ? exam.files().id() + "/" : "";
      Map<String, Fingerprint> digests = new HashMap<>();
      List<SourceImage> images = new ArrayList<>();
      for (View view : View.values()) {
        List<String> shortPaths = entry.shortPaths(view);
        for (int i = 0; i < shortPaths.size(); i++) {
          String shortPath = shortPaths.get(i);
          String path = folder + shortPath + ShortPath.EXTENSION;
          if (exam.files().files().stream().noneMatch(file -> file.path().equals(path))) {
            throw new UnprocessableExamException(
                "%s: %s%s is not there".formatted(view, shortPath, ShortPath.EXTENSION));
          }
          Fingerprint digest = digests.get(path);
          if (digest == null) {
            digest = digest(path);
            digests.put(path, digest);
          }
          images.add(new SourceImage(view, i, shortPath, path, digest));
        }
      }
      return images;
    }

    private Fingerprint digest(String path) throws IOException {
      try (DigestInputStream in = new DigestInputStream(input.open(path), Sha256.start())) {
        in.transferTo(OutputStream.nullOutputStream());
        return Sha256.finish(in.getMessageDigest());
      }
    }
  }
}
