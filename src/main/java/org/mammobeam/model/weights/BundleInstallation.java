package org.mammobeam.model.weights;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.BundleFolder;

/** Puts a bundle into a folder: whole and checked, or not at all. */
public final class BundleInstallation {
  private final Path target;
  private final Check check;
  private final boolean replaces;

  /** Tries out a bundle that has been written. */
  @FunctionalInterface
  public interface Check {
    /**
     * Loads the networks and has them answer.
     *
     * @throws IOException if they do not
     */
    void run(Bundle bundle, BundleFolder folder) throws IOException;
  }

  /**
   * Says where and how.
   *
   * @param target the bundle's folder
   * @param check runs on the written files before they get their final name
   * @param replaces whether another content of the folder is replaced
   */
  public BundleInstallation(Path target, Check check, boolean replaces) {
    this.target = target.toAbsolutePath().normalize();
    this.check = check;
    this.replaces = replaces;
  }

  /**
   * Writes the bundle beside its place, tries it out and moves it there.
   *
   * @return false if the folder holds exactly this bundle already, which is then left alone
   * @throws FileAlreadyExistsException if the folder holds something else
   */
  public boolean install(BundleContent content) throws IOException {
    boolean occupied = isOccupied();
    if (occupied && holds(content)) {
      return false;
    }
    if (occupied && !replaces) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "holds something else; --force replaces it");
    }
    Path parent = Files.createDirectories(parent());
    Path work = Files.createTempDirectory(parent, "." + target.getFileName() + "-");
    try {
      // Inside the private folder, so that the bundle gets the permissions that are usual here.
      Path draft = Files.createDirectory(work.resolve("new"));
      write(content, draft);
      BundleFolder folder = BundleFolder.of(draft);
      Bundle bundle = Bundle.read(folder);
      bundle.verify(folder);
      check.run(bundle, folder);
      moveIntoPlace(draft, work.resolve("old"));
    } finally {
      delete(work);
    }
    return true;
  }

  private Path parent() {
    Path parent = target.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("a bundle cannot be " + target);
    }
    return parent;
  }

  private boolean isOccupied() throws IOException {
    if (!Files.exists(target)) {
      return false;
    }
    if (!Files.isDirectory(target)) {
      return true;
    }
    try (Stream<Path> entries = Files.list(target)) {
      return entries.findAny().isPresent();
    }
  }

  private boolean holds(BundleContent content) throws IOException {
    if (!Files.isDirectory(target)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(target)) {
      if (entries.count() != content.files().size()) {
        return false;
      }
    }
    for (Map.Entry<String, byte[]> file : content.files().entrySet()) {
      Path path = target.resolve(file.getKey());
      if (!Files.isRegularFile(path)
          || Files.size(path) != file.getValue().length
          || !Arrays.equals(Files.readAllBytes(path), file.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static void write(BundleContent content, Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : content.files().entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  // What was there goes aside first and comes back if the move fails.
  private void moveIntoPlace(Path draft, Path old) throws IOException {
    if (!Files.exists(target)) {
      Files.move(draft, target);
      return;
    }
    Files.move(target, old);
    try {
      Files.move(draft, target);
    } catch (IOException e) {
      Files.move(old, target);
      throw e;
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
