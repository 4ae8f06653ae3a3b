package org.mammobeam.stage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Fingerprinter;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.StageOutcome;

/**
 * What a stage depends on besides its settings: contents, not places. A stage lists it before it
 * computes; the list makes the key, and the context opens nothing that is not on it.
 */
public final class Reads {
  private final List<Object> contents = new ArrayList<>();
  private final Set<Object> allowed = new HashSet<>();
  private final List<Content> described = new ArrayList<>();
  private final List<String> roles = new ArrayList<>();
  private final List<String> images = new ArrayList<>();
  private final List<String> stored = new ArrayList<>();
  private @Nullable String missing;
  private final List<String> pending = new ArrayList<>();

  /** What a content is of. */
  public enum Kind {
    /** The exam's list: orientation, and which images there are. */
    LIST,
    /** An image file. */
    IMAGE,
    /** A part of what an earlier stage made. */
    PART,
    /** A network. */
    MODEL
  }

  /**
   * One thing that a stage depends on, for people.
   *
   * @param kind what it is of
   * @param from stage that made it, or path of the file; empty for others
   * @param name of the image, part, or role
   * @param content its digest, or the thing itself where that is short
   */
  public record Content(Kind kind, String from, String name, String content) {}

  private record Part(String stage, String name) {}

  private record Model(String role) {}

  private Reads(SourceExam exam) {
    if (exam.images().isEmpty()) {
      missing = "the exam cannot be read";
      return;
    }
    List<String> names = exam.images().stream().map(SourceImage::name).toList();
    contents.add(exam.flip());
    contents.add(names);
    described.add(new Content(Kind.LIST, "", "horizontal_flip", exam.flip().name()));
    described.add(new Content(Kind.LIST, "", "images", String.join(" ", names)));
  }

  /** What every stage depends on: orientation, views and the order of their images. */
  public static Reads viewsOf(SourceExam exam) {
    return new Reads(exam);
  }

  /** Adds the image files themselves. */
  public Reads images(SourceExam exam) {
    for (SourceImage image : exam.images()) {
      contents.add(image.digest());
      described.add(new Content(Kind.IMAGE, image.path(), image.name(), image.digest().hex()));
      allowed.add(image);
      images.add(image.path());
    }
    return this;
  }

  /** Adds a part of what an earlier stage made. */
  public Reads part(StageOutcome from, String part) {
    if (from.outcome() instanceof Outcome.Pending) {
      pending.add(from.stage());
      return this;
    }
    from.artifact()
        .ifPresentOrElse(
            artifact -> {
              Fingerprint content = artifact.part(part).content();
              contents.add(List.of(from.stage(), part, content));
              described.add(new Content(Kind.PART, from.stage(), part, content.hex()));
              allowed.add(new Part(from.stage(), part));
              artifact.part(part).files().forEach(file -> stored.add(artifact.file(file)));
            },
            () -> missing("needs " + from.stage()));
    return this;
  }

  /** Adds a network by its role in the bundle. */
  public Reads model(ModelDigests models, String role) {
    roles.add(role);
    Fingerprint digest = models.byRole().get(role);
    if (digest == null) {
      missing("needs a model bundle with '" + role + "'");
    } else {
      contents.add(List.of("model", role, digest));
      described.add(new Content(Kind.MODEL, "", role, digest.hex()));
      allowed.add(new Model(role));
    }
    return this;
  }

  /** Why the stage cannot run on this exam, if it cannot. */
  public Optional<String> missing() {
    return Optional.ofNullable(missing);
  }

  /** Earlier stages that have not run, so that there is no key yet: in plans only. */
  public List<String> pending() {
    return List.copyOf(pending);
  }

  /** All that is in the key besides the stage itself, in the order in which it is there. */
  public List<Content> contents() {
    return List.copyOf(described);
  }

  /** Roles of the networks. */
  public List<String> roles() {
    return List.copyOf(roles);
  }

  /** The images' files, relative to the input folder. */
  public List<String> imagePaths() {
    return List.copyOf(images);
  }

  /** The files of the parts, relative to the output folder. */
  public List<String> storedPaths() {
    return List.copyOf(stored);
  }

  /** The key of what the stage makes of this. */
  public Fingerprint key(Stage<?, ?> stage) {
    if (!pending.isEmpty()) {
      throw new IllegalStateException("what " + stage.name() + " reads is not known yet");
    }
    return new Fingerprinter()
        .add(stage.name())
        .add(stage.version())
        .add(stage)
        .add(contents)
        .finish();
  }

  void check(SourceImage image) {
    check(image, image.name());
  }

  void check(StageOutcome from, String part) {
    check(new Part(from.stage(), part), part + " of " + from.stage());
  }

  void checkModel(String role) {
    check(new Model(role), "model " + role);
  }

  private void check(Object read, String name) {
    if (!allowed.contains(read)) {
      throw new IllegalStateException(name + " is opened but not declared: no key would cover it");
    }
  }

  private void missing(String reason) {
    if (missing == null) {
      missing = reason;
    }
  }
}
