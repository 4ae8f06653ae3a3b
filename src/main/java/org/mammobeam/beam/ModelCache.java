package org.mammobeam.beam;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.BundleException;
import org.mammobeam.model.BundleFile;
import org.mammobeam.model.BundleFolder;

/**
 * Networks of remote bundles, kept on this machine's disk under their digests: each is fetched once
 * per machine, whatever the number of its processes and jobs. Several processes may use one folder.
 *
 * @param folder of the files
 * @param maxBytes the files that have not been used for longest go when there are more
 */
record ModelCache(Path folder, long maxBytes) {
  private static final long MAX_BYTES = 8L << 30;
  private static final Object LOCK = new Object();

  /** In {@code MAMMOBEAM_MODEL_CACHE}, else in this user's part of the temporary folder. */
  static ModelCache ofMachine() {
    String given = System.getenv("MAMMOBEAM_MODEL_CACHE");
    if (given != null && !given.isBlank()) {
      return new ModelCache(Path.of(given), MAX_BYTES);
    }
    String user = System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9._-]", "_");
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    return new ModelCache(temporary.resolve("mammobeam-models-" + user), MAX_BYTES);
  }

  /** A bundle's files by way of this cache; those of this machine are read where they are. */
  BundleFolder over(Folder remote, Bundle bundle) {
    if (remote.isLocal()) {
      return remote::open;
    }
    return path -> {
      Optional<BundleFile> file =
          bundle.files().values().stream().filter(of -> of.path().equals(path)).findFirst();
      return file.isPresent() ? open(remote, file.get()) : remote.open(path);
    };
  }

  private InputStream open(Folder remote, BundleFile file) throws IOException {
    // The lock of the file system is one of processes, the other one of threads.
    synchronized (LOCK) {
      try (FileChannel channel = openLock();
          FileLock held = channel.lock()) {
        Path cached = folder.resolve(file.sha256());
        if (!held.isValid() || !isWhole(cached, file)) {
          fetch(remote, file, cached);
        }
        Files.setLastModifiedTime(cached, FileTime.fromMillis(System.currentTimeMillis()));
        return Files.newInputStream(cached);
      }
    }
  }

  private FileChannel openLock() throws IOException {
    try {
      Files.createDirectories(folder);
      return FileChannel.open(
          folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IOException(
          ("networks cannot be kept in %s; set MAMMOBEAM_MODEL_CACHE to a folder that can be"
                  + " written: %s")
              .formatted(folder, e),
          e);
    }
  }

  private static boolean isWhole(Path cached, BundleFile file) throws IOException {
    try {
      if (Files.size(cached) != file.bytes()) {
        return false;
      }
    } catch (NoSuchFileException e) {
      return false;
    }
    try (DigestOutputStream digest =
        new DigestOutputStream(OutputStream.nullOutputStream(), Sha256.start())) {
      Files.copy(cached, digest);
      return Sha256.finish(digest.getMessageDigest()).hex().equals(file.sha256());
    }
  }

  private void fetch(Folder remote, BundleFile file, Path cached) throws IOException {
    Path draft = Files.createTempFile(folder, "fetch-", ".tmp");
    try {
      try (InputStream in = remote.open(file.path());
          OutputStream out = Files.newOutputStream(draft)) {
        in.transferTo(out);
      }
      if (!isWhole(draft, file)) {
        throw new BundleException(
            "%s: its length or SHA-256 is not what bundle.json of %s promises"
                .formatted(file.path(), remote.uri()));
      }
      makeRoom(file.bytes());
      try (FileOutputStream out = new FileOutputStream(draft.toFile(), true)) {
        out.getFD().sync();
      }
      Files.move(
          draft, cached, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** A process that reads a file keeps it until it closes it. */
  private void makeRoom(long bytes) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> found = Files.list(folder)) {
      found.filter(path -> path.getFileName().toString().length() == 64).forEach(files::add);
    }
    long kept = bytes;
    List<Entry> entries = new ArrayList<>();
    for (Path path : files) {
      entries.add(new Entry(path, Files.size(path), Files.getLastModifiedTime(path).toMillis()));
    }
    entries.sort(Comparator.comparingLong(Entry::used).reversed());
    for (Entry entry : entries) {
      kept += entry.bytes;
      if (kept > maxBytes) {
        Files.deleteIfExists(entry.path);
      }
    }
  }

  private record Entry(Path path, long bytes, long used) {}
}
