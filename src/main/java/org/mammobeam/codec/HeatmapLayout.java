package org.mammobeam.codec;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.filter.PipelineFilterWithData;
import org.jspecify.annotations.Nullable;

/** What the data set of a heatmap may ask for, checked before its numbers are read. */
final class HeatmapLayout {
  private static final int LZF = 32000;
  private static final long MAX_CHUNK_BYTES = 1 << 24;
  private static final long MAX_CHUNKS = 1 << 18;

  private HeatmapLayout() {}

  /** Refuses all but 32 bit floats in two dimensions, contiguous or in chunks of plain LZF. */
  static void check(@Nullable Dataset dataset, long maxPixels) throws MalformedDataException {
    if (dataset == null) {
      throw new MalformedDataException("the HDF5 file has no data set");
    }
    if (dataset.getJavaType() != float.class || dataset.getDataType().getSize() != Float.BYTES) {
      throw new MalformedDataException("the HDF5 data set is not of 32 bit floats");
    }
    int[] size = dataset.getDimensions();
    if (size.length != 2 || size[0] < 1 || size[1] < 1) {
      throw new MalformedDataException("the HDF5 data set is no image");
    }
    if ((long) size[0] * size[1] > Math.min(maxPixels, Integer.MAX_VALUE / Float.BYTES)) {
      throw new MalformedDataException(
          "HDF5 data set of %d x %d: at most %d pixels are read"
              .formatted(size[0], size[1], maxPixels));
    }
    if (dataset instanceof ChunkedDataset chunked) {
      checkChunks(chunked, size);
    } else if (!(dataset instanceof ContiguousDataset)) {
      throw new MalformedDataException("the HDF5 data set has an unusual layout");
    }
  }

  private static void checkChunks(ChunkedDataset dataset, int[] size)
      throws MalformedDataException {
    int[] chunk = dataset.getChunkDimensions();
    if (chunk.length != 2 || chunk[0] < 1 || chunk[1] < 1) {
      throw new MalformedDataException("the HDF5 data set has damaged chunks");
    }
    long bytes = (long) chunk[0] * chunk[1] * Float.BYTES;
    long count = chunks(size[0], chunk[0]) * chunks(size[1], chunk[1]);
    if (bytes > MAX_CHUNK_BYTES || count > MAX_CHUNKS) {
      throw new MalformedDataException(
          "HDF5 data set of %d chunks of %d bytes".formatted(count, bytes));
    }
    for (PipelineFilterWithData filter : dataset.getFilters()) {
      int[] data = filter.getFilterData();
      if (filter.getId() != LZF || data.length < 3 || data[2] != bytes) {
        throw new MalformedDataException("the HDF5 data set is not compressed by LZF: " + filter);
      }
    }
    if (dataset.getFilters().size() > 1) {
      throw new MalformedDataException("the HDF5 data set is compressed more than once");
    }
  }

  private static long chunks(int size, int ofChunk) {
    return ((long) size + ofChunk - 1) / ofChunk;
  }
}
