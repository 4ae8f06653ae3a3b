package org.mammobeam.stream;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.beam.EditionModels;
import org.mammobeam.beam.FileStates;
import org.mammobeam.beam.Folder;
import org.mammobeam.beam.ModelBundle;
import org.mammobeam.beam.RunInfo;
import org.mammobeam.exam.FileState;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.BundleException;
import org.mammobeam.model.BundleFile;
import org.mammobeam.model.djl.BundleTrial;

/**
 * Takes up the bundles that are put at a place. A bundle is read whole, checked and tried out, then
 * copied into the output, and only then does a new edition begin. One that fails is refused, and
 * what was taken up before goes on.
 *
 * @param place where bundles are put: a folder, or a link to one, that may change at any time
 * @param output the output folder
 * @param info what runs with a bundle say of themselves
 */
public record BundleWatch(
    Folder place, Folder output, SerializableFunction<ModelBundle, RunInfo> info)
    implements Serializable {
  /** What this process has found last: the same files are not read again. */
  private static final Map<Places, Checked> CHECKED = new ConcurrentHashMap<>();

  private record Places(Folder place, Folder output) {}

  /** Files with the bundle that they describe, or why they are none. */
  private record Checked(Set<FileState> files, Hash128 models, String refusal) {}

  /**
   * What to go by.
   *
   * @param edition the newest
   * @param refusal why the bundle that is at the place is not used; empty where it is
   */
  public record Look(Edition edition, String refusal) implements Serializable {}

  /** A bundle that cannot be used. */
  private static final class RefusalException extends Exception {
    /** Whether the same files would be refused again. */
    final boolean lasts;

    RefusalException(String reason, boolean lasts, Throwable cause) {
      super(reason, cause);
      this.lasts = lasts;
    }
  }

  /**
   * Looks what is at the place, and takes it up if it is new.
   *
   * @throws IOException if the output cannot be read or written, or if there is no bundle to go by
   *     at all
   */
  public Look look() throws IOException {
    Places places = new Places(place, output);
    Editions editions = new Editions(output);
    Optional<Edition> newest = editions.newest();
    Set<FileState> files = Set.of();
    try {
      files = files();
      Checked before = CHECKED.get(places);
      if (before != null && before.files().equals(files) && !before.refusal().isEmpty()) {
        return keep(newest, before.refusal());
      }
      ModelBundle bundle = read();
      Checked found = new Checked(files, bundle.digests().hash(), "");
      if (!found.equals(before)) {
        if (!isInUse(bundle, newest)) {
          copy(bundle);
        }
        CHECKED.put(places, found);
      }
      return new Look(editions.takeUp(info.apply(bundle), bundle.bundle().name()), "");
    } catch (RefusalException e) {
      String reason = String.valueOf(e.getMessage());
      if (e.lasts) {
        CHECKED.put(places, new Checked(files, Hash128.NONE, reason));
      }
      return keep(newest, reason);
    }
  }

  private static Look keep(Optional<Edition> newest, String reason) throws IOException {
    return new Look(
        newest.orElseThrow(() -> new IOException("there is no bundle to screen with: " + reason)),
        reason);
  }

  /** The files at the place, by which a change is seen. */
  private Set<FileState> files() throws RefusalException {
    try {
      return Set.copyOf(place.list("**").stream().map(file -> FileStates.of(place, file)).toList());
    } catch (IOException e) {
      throw new RefusalException(place.uri() + " cannot be looked at: " + e.getMessage(), false, e);
    }
  }

  private ModelBundle read() throws RefusalException {
    try {
      return ModelBundle.read(place);
    } catch (IOException e) {
      throw refusal("the bundle", Bundle.DESCRIPTION, e);
    }
  }

  private RefusalException refusal(String bundle, String file, IOException e) {
    boolean missing = e instanceof FileNotFoundException;
    String what = missing ? file + " is not there" : String.valueOf(e.getMessage());
    return new RefusalException(
        "%s in %s: %s".formatted(bundle, place.uri(), what),
        missing || e instanceof BundleException,
        e);
  }

  /**
   * Whether exams are screened with a copy of it already: then its files may be changing now, into
   * those of another, whose description comes last.
   */
  private boolean isInUse(ModelBundle bundle, Optional<Edition> newest) throws IOException {
    Hash128 models = bundle.digests().hash();
    return newest.map(edition -> edition.info().plan().models().hash()).equals(Optional.of(models))
        && isWhole(new EditionModels(output).folder(bundle.digests()), bundle);
  }

  /** Checks a bundle where it lies, and makes sure that the output has a copy which works. */
  private void copy(ModelBundle bundle) throws IOException, RefusalException {
    Folder copy = new EditionModels(output).folder(bundle.digests());
    Map<String, byte[]> contents = contents(bundle.bundle());
    if (isWhole(copy, bundle)) {
      return;
    }
    tryOut(bundle.bundle(), contents);
    for (Map.Entry<String, byte[]> file : contents.entrySet()) {
      copy.write(file.getKey(), file.getValue());
    }
    // Last: with it, the copy is whole and has been tried.
    copy.write(Bundle.DESCRIPTION, bundle.bundle().toJson());
  }

  private static boolean isWhole(Folder copy, ModelBundle bundle) throws IOException {
    try {
      ModelBundle found = ModelBundle.read(copy);
      found.bundle().verify(copy::open);
      return found.digests().hash().equals(bundle.digests().hash());
    } catch (BundleException | FileNotFoundException e) {
      return false;
    }
  }

  private Map<String, byte[]> contents(Bundle bundle) throws RefusalException {
    Map<String, byte[]> contents = new HashMap<>();
    for (BundleFile file : bundle.files().values()) {
      try {
        contents.put(file.path(), file.read(place::open));
      } catch (IOException e) {
        throw refusal("bundle " + bundle.name(), file.path(), e);
      }
    }
    return contents;
  }

  private void tryOut(Bundle bundle, Map<String, byte[]> contents)
      throws IOException, RefusalException {
    try {
      BundleTrial.run(
          bundle,
          path -> new ByteArrayInputStream(Optional.ofNullable(contents.get(path)).orElseThrow()));
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new RefusalException(
          "bundle %s in %s does not work: %s".formatted(bundle.name(), place.uri(), e.getMessage()),
          true,
          e);
    }
  }
}
