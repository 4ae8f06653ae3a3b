package org.mammobeam.beam;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.io.FileSystems;
import org.jspecify.annotations.Nullable;
import org.mammobeam.exam.FileState;

/**
 * Lists exams on this machine's own file system, asking for each file once. Beam's own listing goes
 * through all that lies below and asks several times, which a stream that looks every few seconds
 * would pay for.
 */
final class LocalListing extends SimpleFileVisitor<Path> {
  private final Path input;
  private final List<FileState> states = new ArrayList<>();
  private int before;

  private LocalListing(Path input) {
    this.input = input;
  }

  /** The files in the folders of an input folder, and those of the folders that have none. */
  static List<FileState> of(Folder input) throws IOException {
    Path path = path(input);
    return walk(path, path, 2);
  }

  /** The same of one folder; nothing where it is not there. */
  static List<FileState> of(Folder input, String exam) throws IOException {
    Path path = path(input);
    Path folder = path.resolve(exam);
    return Files.isDirectory(folder) ? walk(path, folder, 1) : List.of();
  }

  private static Path path(Folder folder) {
    return Path.of(FileSystems.matchNewResource(folder.uri(), true).toString());
  }

  private static List<FileState> walk(Path input, Path from, int depth) throws IOException {
    LocalListing listing = new LocalListing(input);
    Files.walkFileTree(from, Set.of(FileVisitOption.FOLLOW_LINKS), depth, listing);
    return listing.states;
  }

  private String relative(Path path) {
    return input.relativize(path).toString();
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    before = states.size();
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String path = relative(file);
    if (attributes.isRegularFile() && path.indexOf('/') > 0) {
      states.add(
          new FileState(path, attributes.size(), attributes.lastModifiedTime().toMillis(), ""));
    }
    return FileVisitResult.CONTINUE;
  }

  /** What vanishes meanwhile, or cannot be looked into, has no files. */
  @Override
  public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
    if (path.equals(input)) {
      throw e;
    }
    if (Files.isDirectory(path)) {
      before = states.size();
      return postVisitDirectory(path, null);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
    if (!folder.equals(input) && states.size() == before) {
      states.add(new FileState(relative(folder) + "/", 0, 0, ""));
    }
    return FileVisitResult.CONTINUE;
  }
}
