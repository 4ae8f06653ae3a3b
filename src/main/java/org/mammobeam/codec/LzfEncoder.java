package org.mammobeam.codec;

import com.ning.compress.lzf.ChunkEncoder;
import com.ning.compress.lzf.LZFChunk;
import com.ning.compress.lzf.util.ChunkEncoderFactory;
import io.jhdf.filter.Filter;
import java.util.Arrays;

/**
 * The LZF filter of h5py for writing, which the HDF5 library can only read.
 *
 * <p>A chunk of a data set is one bare LZF block. Blocks that do not shrink are written as
 * literals: the library marks every chunk as filtered.
 */
final class LzfEncoder implements Filter {
  /** Longest chunk: as far as the lengths in a header of the LZF library reach. */
  static final int MAX_CHUNK_BYTES = 0xFFFF;

  /** Revision of h5py's filter and version of LZF, as h5py writes them before the chunk's size. */
  private static final int[] VERSIONS = {4, 0x0105};

  private static final int ID = 32000;
  private static final int HEADER_BYTES = 7;
  private static final int MAX_LITERALS = 32;

  /** What the file says of the filter, for chunks of so many bytes. */
  static int[] filterData(int chunkBytes) {
    return new int[] {VERSIONS[0], VERSIONS[1], chunkBytes};
  }

  @Override
  public int getId() {
    return ID;
  }

  @Override
  public String getName() {
    return "lzf";
  }

  @Override
  public byte[] encode(byte[] chunk, int[] filterData) {
    try (ChunkEncoder encoder = ChunkEncoderFactory.safeInstance(chunk.length)) {
      // Readers take a block as long as the chunk for one that was not compressed.
      LZFChunk block = encoder.encodeChunkIfCompresses(chunk, 0, chunk.length, 0.99);
      return block == null
          ? literals(chunk)
          : Arrays.copyOfRange(block.getData(), HEADER_BYTES, block.length());
    }
  }

  @Override
  public byte[] decode(byte[] block, int[] filterData) {
    throw new UnsupportedOperationException("the HDF5 library reads LZF itself");
  }

  private static byte[] literals(byte[] chunk) {
    int runs = (chunk.length + MAX_LITERALS - 1) / MAX_LITERALS;
    byte[] block = new byte[chunk.length + runs];
    int at = 0;
    for (int start = 0; start < chunk.length; start += MAX_LITERALS) {
      int length = Math.min(MAX_LITERALS, chunk.length - start);
      block[at] = (byte) (length - 1);
      System.arraycopy(chunk, start, block, at + 1, length);
      at += length + 1;
    }
    return block;
  }
}
