package org.mammobeam.beam;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.extensions.gcp.storage.GcsCreateOptions;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.CreateOptions.StandardCreateOptions;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/**
 * A file on other machines. It is fetched whole before anything of it is used, and written whole
 * before anything is sent, so that a network that breaks in between costs another attempt, and a
 * part is never taken for the file.
 *
 * @param resource the file
 */
record RemoteFile(ResourceId resource) {
  private static final int UPLOAD_STEP = 256 << 10;
  private static final int LARGEST_UPLOAD_BUFFER = 8 << 20;

  /** What object stores say of files that they unpack on the way. */
  private static final long UNKNOWN = Long.MAX_VALUE;

  /** Fetches it and opens what came. */
  InputStream open() throws IOException {
    Spool content = Retries.of(this::fetch);
    try {
      return content.openLast();
    } catch (IOException e) {
      content.close();
      throw e;
    }
  }

  private Spool fetch() throws IOException {
    Spool content = new Spool();
    boolean whole = false;
    try (ReadableByteChannel channel = FileSystems.open(resource);
        InputStream in = Channels.newInputStream(channel)) {
      long expected = channel instanceof SeekableByteChannel seekable ? seekable.size() : -1;
      in.transferTo(content);
      if (expected >= 0 && expected < UNKNOWN && content.length() != expected) {
        throw new PartialFileException(resource.toString(), expected, content.length());
      }
      whole = true;
      return content;
    } finally {
      if (!whole) {
        content.close();
      }
    }
  }

  /** Reads some bytes out of it. */
  byte[] read(long offset, int length) throws IOException {
    return Retries.of(
        () -> {
          try (ReadableByteChannel channel = FileSystems.open(resource);
              InputStream in = Channels.newInputStream(channel)) {
            if (channel instanceof SeekableByteChannel seekable) {
              if (seekable.size() < offset + length) {
                throw new IOException(resource + " is shorter than it was");
              }
              seekable.position(offset);
            } else {
              in.skipNBytes(offset);
            }
            byte[] bytes = in.readNBytes(length);
            if (bytes.length != length) {
              throw new EOFException(resource + " ends too early");
            }
            return bytes;
          }
        });
  }

  /** Starts writing it; it is there when the stream has been closed. */
  OutputStream create() {
    Spool content = new Spool();
    return new OutputStream() {
      private boolean closed;

      @Override
      public void write(int b) throws IOException {
        content.write(b);
      }

      @Override
      public void write(byte[] buffer, int offset, int count) throws IOException {
        content.write(buffer, offset, count);
      }

      @Override
      public void close() throws IOException {
        if (!closed) {
          closed = true;
          send(content);
        }
      }
    };
  }

  /** Writes it with what a stream still holds, whole or not at all. */
  void write(InputStream content) throws IOException {
    Spool whole = new Spool();
    try {
      content.transferTo(whole);
    } catch (IOException e) {
      whole.close();
      throw e;
    }
    send(whole);
  }

  /**
   * Writes it unless it is there.
   *
   * @return whether it has this content: an attempt that was reported as failed may have written it
   */
  boolean writeNew(byte[] content) throws IOException {
    try (Spool whole = new Spool()) {
      whole.write(content);
      return Retries.of(
          () -> {
            if (isThere()) {
              return holds(content);
            }
            try {
              sendOnce(whole, true);
              return true;
            } catch (IOException e) {
              if (isThere()) {
                return holds(content);
              }
              throw e;
            }
          });
    }
  }

  private boolean isThere() throws IOException {
    return !FileSystems.match(resource.toString(), EmptyMatchTreatment.ALLOW).metadata().isEmpty();
  }

  private boolean holds(byte[] content) throws IOException {
    try (InputStream in = open()) {
      return Arrays.equals(content, in.readAllBytes());
    }
  }

  /** Sends what was written and ends the spool. */
  private void send(Spool content) throws IOException {
    String md5 = content.md5Base64();
    try (content) {
      Retries.of(
          () -> {
            try {
              sendOnce(content, false);
            } catch (IOException e) {
              if (!isThere(content.length(), md5)) {
                throw e;
              }
            }
            return true;
          });
    }
  }

  private void sendOnce(Spool content, boolean isNew) throws IOException {
    if (!resource.getScheme().equals("hdfs")) {
      copy(content, resource, isNew);
      return;
    }
    // Readers see an object whole or not at all, a file of HDFS while it grows.
    ResourceId draft =
        FileSystems.matchNewResource(resource + "." + UUID.randomUUID() + ".tmp", false);
    try {
      copy(content, draft, true);
      FileSystems.rename(List.of(draft), List.of(resource));
    } catch (IOException e) {
      try {
        delete(List.of(draft));
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private static void copy(Spool content, ResourceId to, boolean isNew) throws IOException {
    try (InputStream in = content.open();
        OutputStream out =
            Channels.newOutputStream(
                FileSystems.create(to, options(to, content.length(), isNew)))) {
      in.transferTo(out);
    }
  }

  /** The client of object stores holds as much of a file in memory as it is told. */
  private static CreateOptions options(ResourceId to, long length, boolean isNew) {
    if (!to.getScheme().equals("gs")) {
      return StandardCreateOptions.builder().setMimeType(MimeTypes.BINARY).build();
    }
    long steps = length / UPLOAD_STEP + 1;
    return GcsCreateOptions.builder()
        .setMimeType(MimeTypes.BINARY)
        .setExpectFileToNotExist(isNew)
        .setGcsUploadBufferSizeBytes((int) Math.min(steps * UPLOAD_STEP, LARGEST_UPLOAD_BUFFER))
        .build();
  }

  /** Deletes files as far as they are there, once. */
  static void delete(List<ResourceId> files) throws IOException {
    try {
      FileSystems.delete(files, StandardMoveOptions.IGNORE_MISSING_FILES);
    } catch (RuntimeException e) {
      // So Beam wraps what happens when it looks whether they are there.
      if (e.getCause() instanceof IOException reason) {
        throw reason;
      }
      throw e;
    }
  }

  /** Whether a write that was reported as failed has happened. */
  private boolean isThere(long length, String md5) {
    try {
      List<Metadata> found =
          FileSystems.match(resource.toString(), EmptyMatchTreatment.ALLOW).metadata();
      return found.size() == 1
          && found.get(0).sizeBytes() == length
          && md5.equals(found.get(0).checksum());
    } catch (IOException e) {
      return false;
    }
  }
}
