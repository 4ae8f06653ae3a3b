package org.mammobeam.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.filter.LzfFilter;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LzfEncoderTest {
  @ParameterizedTest
  @ValueSource(ints = {4, 31, 32, 33, 1000, 32_768, LzfEncoder.MAX_CHUNK_BYTES})
  void everyChunkIsABlockThatReadersTakeForOne(int length) {
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    for (byte[] chunk : new byte[][] {noise, new byte[length]}) {
      int[] filterData = LzfEncoder.filterData(length);
      byte[] block = new LzfEncoder().encode(chunk, filterData);
      assertTrue(block.length != length, "as long as the chunk: taken for uncompressed");
      assertArrayEquals(chunk, new LzfFilter().decode(block, filterData));
    }
  }
}
