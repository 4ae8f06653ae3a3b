package org.mammobeam.codec;

import ar.com.hjg.pngj.ChunkReader;
import ar.com.hjg.pngj.ChunkSeqReaderPng;
import ar.com.hjg.pngj.DeflatedChunksSet;
import ar.com.hjg.pngj.IdatSet;
import ar.com.hjg.pngj.PngjInputException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import org.mammobeam.image.GrayImage;

/**
 * Turns the bytes of a grey PNG into pixels as they arrive.
 *
 * <p>Of the chunks only header, pixels and end are taken in; all others (text, colour profiles) are
 * checked and dropped without being stored or decompressed.
 */
final class PngRowReader {
  private static final Set<String> KNOWN = Set.of("IHDR", "IDAT", "IEND");
  private static final int FIRST_PIXELS = 1 << 20;
  private static final long ROOM_FOR_OTHER_CHUNKS = 1 << 24;

  private final PngHeader header;
  private final Chunks chunks;
  private final long maxBytes;
  private long bytes;
  private short[] pixels;
  private int rows;

  PngRowReader(PngHeader header) {
    this.header = header;
    this.chunks = new Chunks();
    // Deflate and chunk headers make hardly more of the raw bytes than they are.
    this.maxBytes = 2 * header.rawBytes() + ROOM_FOR_OTHER_CHUNKS;
    long total = (long) header.width() * header.height();
    this.pixels = new short[(int) Math.min(total, Math.max(FIRST_PIXELS, header.width()))];
  }

  /** Takes in the next {@code length} bytes of the file. */
  void feed(byte[] buffer, int length) throws MalformedDataException {
    bytes += length;
    if (bytes > maxBytes) {
      throw new MalformedDataException("the PNG file is far larger than an image of its size");
    }
    int offset = 0;
    while (offset < length) {
      int consumed = consume(buffer, offset, length - offset);
      if (consumed < 1) {
        throw new MalformedDataException("the PNG is followed by other data");
      }
      offset += consumed;
    }
  }

  /** The image, after the last byte of the file was fed. */
  GrayImage image() throws MalformedDataException {
    if (!chunks.isDone()) {
      throw new MalformedDataException("the PNG is cut off " + place());
    }
    if (rows < header.height()) {
      throw new MalformedDataException("the PNG is damaged: it has no more pixels " + place());
    }
    return GrayImage.of(header.height(), header.width(), header.bitDepth(), pixels);
  }

  /** Frees the decompressor. */
  void close() {
    chunks.close();
  }

  // The library says what is wrong with the bytes by unchecked exceptions of several kinds.
  private int consume(byte[] buffer, int offset, int length) throws MalformedDataException {
    try {
      return chunks.consume(buffer, offset, length);
    } catch (RuntimeException e) {
      throw new MalformedDataException("the PNG is damaged " + place() + ": " + e.getMessage(), e);
    }
  }

  private String place() {
    return "after %d of %d rows".formatted(rows, header.height());
  }

  private void take(byte[] row) {
    int width = header.width();
    int start = rows * width;
    if (pixels.length < start + width) {
      long total = (long) width * header.height();
      pixels = Arrays.copyOf(pixels, (int) Math.min(total, 4L * pixels.length));
    }
    if (header.bitDepth() == 16) {
      ByteBuffer.wrap(row, 1, 2 * width).asShortBuffer().get(pixels, start, width);
    } else {
      for (int x = 0; x < width; x++) {
        pixels[start + x] = (short) (row[1 + x] & 0xFF);
      }
    }
    rows++;
  }

  private final class Chunks extends ChunkSeqReaderPng {
    Chunks() {
      super(true);
    }

    @Override
    protected void startNewChunk(int length, String id, long offset) {
      if (length < 0 || (length > 13 && (id.equals("IHDR") || id.equals("IEND")))) {
        throw new PngjInputException("chunk " + id + " has an impossible length");
      }
      if (Character.isUpperCase(id.charAt(0)) && !KNOWN.contains(id)) {
        throw new PngjInputException("chunk " + id + " does not belong in a grey PNG");
      }
      super.startNewChunk(length, id, offset);
    }

    @Override
    public boolean shouldSkipContent(int length, String id) {
      return !KNOWN.contains(id);
    }

    @Override
    protected ChunkReader createChunkReaderForNewChunk(
        String id, int length, long offset, boolean skip) {
      if (!skip) {
        return super.createChunkReaderForNewChunk(id, length, offset, false);
      }
      return new ChunkReader(length, id, offset, ChunkReader.ChunkReaderMode.PROCESS) {
        @Override
        protected void processData(int read, byte[] buffer, int from, int count) {}

        @Override
        protected void chunkDone() {
          postProcessChunk(this);
        }
      };
    }

    @Override
    protected DeflatedChunksSet createIdatSet(String id) {
      IdatSet rowSet = new Rows(id, this);
      rowSet.setCallbackMode(true);
      return rowSet;
    }
  }

  private final class Rows extends IdatSet {
    Rows(String id, Chunks owner) {
      super(id, owner.getImageInfo(), null);
    }

    @Override
    protected void preProcessRow() {
      if (getRowFilled() < getRowLen()) {
        throw new PngjInputException("the pixels end within a row");
      }
      super.preProcessRow();
    }

    @Override
    protected int processRowCallback() {
      take(getUnfilteredRow());
      return super.processRowCallback();
    }
  }
}
