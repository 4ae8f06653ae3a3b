package org.mammobeam.beam;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * A file on this machine's own file system.
 *
 * @param resource the file
 */
record LocalFile(ResourceId resource) {
  private Path path() {
    return Path.of(resource.toString());
  }

  /**
   * Opens it.
   *
   * @throws FileNotFoundException if it is not there; other trouble is another exception
   */
  InputStream open() throws IOException {
    try {
      return Channels.newInputStream(FileSystems.open(resource));
    } catch (FileNotFoundException e) {
      // Java says so of a file that it may not open, too, and where too many are open.
      if (Files.notExists(path())) {
        throw e;
      }
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Writes it, whole, unless it is there.
   *
   * @return whether it has this content
   */
  boolean writeNew(byte[] content) throws IOException {
    Path parent = path().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Path draft = path().resolveSibling(path().getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.write(draft, content);
      return takes(draft) || Arrays.equals(content, Files.readAllBytes(path()));
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Gives a whole file this one's name, unless there is one of it. */
  private boolean takes(Path draft) throws IOException {
    try {
      Files.createLink(path(), draft);
      return true;
    } catch (FileSystemException | UnsupportedOperationException e) {
      if (Files.exists(path())) {
        return false;
      }
      // No hard links here: another's file may come between the look and the move.
      Files.move(draft, path());
      return true;
    }
  }
}
