package org.mammobeam.beam;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Sha256;

/**
 * A folder on any of Beam's file systems. Paths inside of it are relative and use {@code /}.
 *
 * @param uri of the folder, without a slash at the end
 */
public record Folder(String uri) implements Serializable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final Pattern GLOB_CHARACTERS = Pattern.compile("[*?\\[\\]{}\\\\]");

  /** Listings name it where an address, {@code hdfs:///exams}, leaves it to the configuration. */
  private static final Pattern HADOOP_HOST = Pattern.compile("^hdfs://[^/]+");

  private static final Pattern SLASHES_AT_END = Pattern.compile("(?<=[^/:])/+$");

  public Folder {
    if (GLOB_CHARACTERS.matcher(uri).find()) {
      throw new IllegalArgumentException(
          "folder names with any of * ? [ ] { } \\ cannot be used: " + uri);
    }
    uri = SLASHES_AT_END.matcher(uri).replaceAll("");
  }

  /** Opens a file by its path or URI. */
  public static InputStream openFile(String uri) throws IOException {
    return open(FileSystems.matchNewResource(uri, false));
  }

  /**
   * Opens a file.
   *
   * @throws FileNotFoundException if there is none; other trouble is another exception
   */
  public InputStream open(String path) throws IOException {
    return open(resource(path));
  }

  private static InputStream open(ResourceId file) throws IOException {
    return isLocal(file) ? new LocalFile(file).open() : new RemoteFile(file).open();
  }

  /** Opens a file that is read in small pieces. */
  public InputStream openBuffered(String path) throws IOException {
    return new BufferedInputStream(open(path), BUFFER_BYTES);
  }

  /** Reads a small file whole. */
  public byte[] read(String path) throws IOException {
    try (InputStream in = open(path)) {
      return in.readAllBytes();
    }
  }

  /** SHA-256 of a file's bytes. */
  public Fingerprint digest(String path) throws IOException {
    return digest(open(path));
  }

  /** SHA-256 of what a stream still holds; the stream is closed. */
  static Fingerprint digest(InputStream bytes) throws IOException {
    try (DigestInputStream in = new DigestInputStream(bytes, Sha256.start())) {
      in.transferTo(OutputStream.nullOutputStream());
      return Sha256.finish(in.getMessageDigest());
    }
  }

  /** Reads some bytes out of a file. */
  public byte[] read(String path, long offset, int length) throws IOException {
    ResourceId file = resource(path);
    if (!isLocal(file)) {
      return new RemoteFile(file).read(offset, length);
    }
    try (ReadableByteChannel channel = FileSystems.open(file);
        InputStream in = Channels.newInputStream(channel)) {
      if (channel instanceof SeekableByteChannel seekable) {
        seekable.position(offset);
      } else {
        in.skipNBytes(offset);
      }
      byte[] bytes = in.readNBytes(length);
      if (bytes.length != length) {
        throw new EOFException(path + " ends too early");
      }
      return bytes;
    }
  }

  /**
   * Starts a file, and the folders above it. On this machine readers may see it before it is whole;
   * on others it is there when the stream has been closed.
   */
  public OutputStream create(String path) throws IOException {
    ResourceId file = resource(path);
    return isLocal(file)
        ? new BufferedOutputStream(
            Channels.newOutputStream(FileSystems.create(file, MimeTypes.BINARY)), BUFFER_BYTES)
        : new RemoteFile(file).create();
  }

  /** Writes a file that readers see whole or not at all. */
  public void write(String path, byte[] content) throws IOException {
    write(path, new ByteArrayInputStream(content));
  }

  /** Writes a file likewise, with what a stream still holds. */
  public void write(String path, InputStream content) throws IOException {
    ResourceId file = resource(path);
    if (!isLocal(file)) {
      new RemoteFile(file).write(content);
      return;
    }
    String first = path + "." + UUID.randomUUID() + ".tmp";
    try {
      try (OutputStream out = create(first)) {
        content.transferTo(out);
      }
      FileSystems.rename(List.of(resource(first)), List.of(file));
    } catch (IOException e) {
      delete(List.of(first));
      throw e;
    }
  }

  /**
   * Writes a file likewise, unless there is one. Of two that do so at once one succeeds; on HDFS,
   * which Beam writes over, both may, and the last one's stays.
   *
   * @return whether the file has this content
   */
  public boolean writeNew(String path, byte[] content) throws IOException {
    ResourceId file = resource(path);
    return isLocal(file)
        ? new LocalFile(file).writeNew(content)
        : new RemoteFile(file).writeNew(content);
  }

  /** Deletes files as far as they are there; trouble in doing so is no trouble. */
  public void delete(List<String> paths) throws IOException {
    List<ResourceId> files = paths.stream().map(this::resource).toList();
    Retries.of(
        () -> {
          RemoteFile.delete(files);
          return files.size();
        });
  }

  /** Deletes a folder that has nothing in it; object stores have none. */
  public void deleteEmptyFolder(String path) throws IOException {
    ResourceId folder = FileSystems.matchNewResource(uri + "/" + path, true);
    if (isLocal(folder)) {
      try {
        Files.deleteIfExists(Path.of(folder.toString()));
      } catch (DirectoryNotEmptyException e) {
        // Somebody's own file lies in it.
      }
    } else if (isHadoop(folder) && match(folder + "*").isEmpty()) {
      RemoteFile.delete(List.of(folder));
    }
  }

  /** The files that fit a pattern, in no order; none is fine. */
  public List<Metadata> list(String pattern) throws IOException {
    List<Metadata> files = new ArrayList<>();
    for (Metadata found : match(uri + "/" + pattern)) {
      if (isFile(found)) {
        files.add(found);
      }
    }
    return files;
  }

  private static List<Metadata> match(String pattern) throws IOException {
    return Retries.of(
        () -> {
          try {
            return FileSystems.match(pattern, EmptyMatchTreatment.ALLOW).metadata();
          } catch (FileNotFoundException e) {
            return List.<Metadata>of();
          }
        });
  }

  /** HDFS lists folders, too; what is empty there is looked at. */
  private static boolean isFile(Metadata found) throws IOException {
    if (found.sizeBytes() > 0 || !isHadoop(found.resourceId())) {
      return true;
    }
    return Retries.of(
        () -> {
          try (ReadableByteChannel opened = FileSystems.open(found.resourceId())) {
            return opened.isOpen();
          } catch (FileNotFoundException e) {
            return false;
          }
        });
  }

  /**
   * The files right in a folder below this one; none if it has a name that cannot be listed.
   *
   * @param path of the folder; empty for this one
   */
  List<Metadata> listFolder(String path) throws IOException {
    if (GLOB_CHARACTERS.matcher(path).find()) {
      return List.of();
    }
    return list(path.isEmpty() ? "*" : path + "/*");
  }

  /** Names of the folders in this one, if it is on this machine's own file system. */
  public List<String> localFolders() throws IOException {
    ResourceId folder = FileSystems.matchNewResource(uri, true);
    if (!isLocal(folder)) {
      return List.of();
    }
    List<String> folders = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(Path.of(folder.toString()), Files::isDirectory)) {
      found.forEach(path -> folders.add(String.valueOf(path.getFileName())));
    }
    return folders;
  }

  /**
   * Names of the folders in this one beside some others, on HDFS: object stores know no folders
   * without files.
   *
   * @param others that are known already
   */
  public List<String> foldersBeside(Set<String> others) throws IOException {
    List<String> folders = new ArrayList<>();
    ResourceId folder = FileSystems.matchNewResource(uri, true);
    if (isHadoop(folder)) {
      for (Metadata found : match(folder + "*")) {
        String name = relative(found.resourceId());
        if (!others.contains(name) && !isFile(found)) {
          folders.add(name);
        }
      }
    }
    return folders;
  }

  /** The path of a listed file inside this folder. */
  public String relative(ResourceId resource) {
    String folder = FileSystems.matchNewResource(uri, true).toString();
    String file = resource.toString();
    if (!file.startsWith(folder)) {
      file = HADOOP_HOST.matcher(file).replaceFirst("hdfs:");
    }
    if (!file.startsWith(folder)) {
      throw new IllegalArgumentException(file + " is not in " + folder);
    }
    return file.substring(folder.length());
  }

  /** False where the folder is certainly not there; object stores know no folders. */
  public boolean mayExist() throws IOException {
    ResourceId folder = FileSystems.matchNewResource(uri, true);
    if (isLocal(folder)) {
      return Files.isDirectory(Path.of(folder.toString()));
    }
    return !isHadoop(folder) || !match(uri).isEmpty();
  }

  private ResourceId resource(String path) {
    return FileSystems.matchNewResource(uri + "/" + path, false);
  }

  /** Whether the folder is on this machine's own file system. */
  public boolean isLocal() {
    return isLocal(FileSystems.matchNewResource(uri, true));
  }

  private static boolean isLocal(ResourceId resource) {
    return resource.getScheme().equals("file");
  }

  private static boolean isHadoop(ResourceId resource) {
    return resource.getScheme().equals("hdfs");
  }
}
