package org.mammobeam.beam;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.mammobeam.codec.TemporaryFile;

/**
 * A file's bytes between this process and another machine: in memory while they are few, else in a
 * temporary file. They can be read as often as sending them is tried.
 */
final class Spool extends OutputStream {
  /** Results merge hundreds of files at once, each with one of these. */
  private static final int IN_MEMORY = 1 << 20;

  private final MessageDigest md5 = md5();
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private @Nullable Path file;
  private @Nullable OutputStream toFile;
  private long length;

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int count) throws IOException {
    if (toFile == null && length + count > IN_MEMORY) {
      file = TemporaryFile.create(".spool");
      toFile = Files.newOutputStream(file);
      memory.writeTo(toFile);
      memory.reset();
    }
    if (toFile == null) {
      memory.write(buffer, offset, count);
    } else {
      toFile.write(buffer, offset, count);
    }
    md5.update(buffer, offset, count);
    length += count;
  }

  /** Bytes written so far. */
  long length() {
    return length;
  }

  /** MD5 of what was written, as object stores tell it; asked for once. */
  String md5Base64() {
    return Base64.getEncoder().encodeToString(md5.digest());
  }

  /** Opens all that was written; the spool stays. */
  InputStream open() throws IOException {
    if (file == null || toFile == null) {
      return new ByteArrayInputStream(memory.toByteArray());
    }
    toFile.flush();
    return Files.newInputStream(file);
  }

  /** Opens all that was written; closing the stream ends the spool. */
  InputStream openLast() throws IOException {
    InputStream content = open();
    return new FilterInputStream(content) {
      @Override
      public void close() throws IOException {
        super.close();
        Spool.this.close();
      }
    };
  }

  @Override
  public void close() throws IOException {
    if (toFile != null) {
      toFile.close();
    }
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
