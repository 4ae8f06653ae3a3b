package org.mammobeam.stage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.codec.GrayPng;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.StageOutcome;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.image.GrayImage;
import org.mammobeam.model.ExamClassifier;
import org.mammobeam.model.ModelRole;
import org.mammobeam.model.PatchClassifier;
import org.mammobeam.model.Precision;

/** What a stage may touch while it computes: what it declared to read, and nothing else. */
public final class StageContext {
  private final Reads reads;
  private final Worker worker;

  public StageContext(Reads reads, Worker worker) {
    this.reads = reads;
    this.worker = worker;
  }

  /**
   * Decodes an image as it came.
   *
   * @throws UnprocessableExamException if it is no image that can be screened, or no longer the one
   *     that was fingerprinted
   */
  public GrayImage image(SourceImage image) throws IOException, UnprocessableExamException {
    reads.check(image);
    try (DigestInputStream in = new DigestInputStream(openSource(image), Sha256.start())) {
      GrayImage decoded = decode(in, image);
      checkUnchanged(in, image);
      return decoded;
    }
  }

  private InputStream openSource(SourceImage image) throws IOException, UnprocessableExamException {
    try {
      return worker.sources().open(image.path());
    } catch (FileNotFoundException e) {
      throw UnprocessableExamException.removed(image.name(), e);
    }
  }

  private GrayImage decode(DigestInputStream in, SourceImage image)
      throws IOException, UnprocessableExamException {
    try {
      return GrayPng.read(in, worker.maxPixels());
    } catch (MalformedDataException e) {
      checkUnchanged(in, image);
      throw new UnprocessableExamException(image.name() + ": " + e.getMessage(), e);
    }
  }

  private static void checkUnchanged(DigestInputStream in, SourceImage image)
      throws IOException, UnprocessableExamException {
    in.transferTo(OutputStream.nullOutputStream());
    if (!Sha256.finish(in.getMessageDigest()).equals(image.digest())) {
      throw UnprocessableExamException.changed(image.name());
    }
  }

  /** Opens a file of what an earlier stage made. */
  public InputStream open(StageOutcome from, String part, String file) throws IOException {
    reads.check(from, part);
    Artifact artifact = from.artifact().orElseThrow();
    if (!artifact.part(part).files().contains(file)) {
      throw new IllegalArgumentException(file + " is not in " + part + " of " + from.stage());
    }
    return worker.store().open(artifact, file);
  }

  /** Opens the patch network. */
  public PatchClassifier patchClassifier(Precision precision) throws IOException {
    reads.checkModel(ModelRole.PATCH.label());
    return worker.models().openPatchClassifier(precision);
  }

  /** Opens a four-view network. */
  public ExamClassifier examClassifier(ModelRole role, Precision precision) throws IOException {
    reads.checkModel(role.label());
    return worker.models().openExamClassifier(role, precision);
  }
}
