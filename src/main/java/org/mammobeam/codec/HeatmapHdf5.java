package org.mammobeam.codec;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.exceptions.HdfWritingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.mammobeam.image.FloatImage;

/**
 * Heatmaps as the reference keeps them: an HDF5 file with the data set {@code image} of 32 bit
 * floats, rows and columns exchanged (shape width, height), compressed by h5py's LZF.
 */
public final class HeatmapHdf5 {
  private static final String DATASET = "image";
  private static final int CHUNK_COLUMNS = 32;
  private static final int CHUNK_ROWS = 256;

  /** Held, because a logger that nobody holds forgets its level. */
  private static final Logger LIBRARY = Logger.getLogger("io.jhdf");

  static {
    // It tells several lines of every file and warns of nothing that concerns a user.
    LIBRARY.setLevel(Level.OFF);
  }

  private HeatmapHdf5() {}

  /**
   * Writes a heatmap.
   *
   * @param out receives the file; not closed
   */
  public static void write(FloatImage image, OutputStream out) throws IOException {
    // The library writes to paths only.
    Path file = TemporaryFile.create(".hdf5");
    try {
      write(image, file);
      Files.copy(file, out);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Reads a heatmap that {@link #write} or the reference wrote.
   *
   * @param maxPixels above which it is refused, like a file of more than about eight bytes for each
   * @throws MalformedDataException if it is no such file, damaged, or too large
   */
  public static FloatImage read(InputStream in, long maxPixels)
      throws IOException, MalformedDataException {
    int most = (int) Math.min(Integer.MAX_VALUE - 9, 8 * maxPixels + (1 << 20));
    byte[] file = in.readNBytes(most + 1);
    if (file.length > most) {
      throw new MalformedDataException("HDF5 file of more than " + most + " bytes");
    }
    try (HdfFile hdf = HdfFile.fromBytes(file)) {
      return image(hdf.getDatasetByPath(DATASET), maxPixels);
    } catch (RuntimeException e) {
      // The library says what is wrong with the bytes by unchecked exceptions of many kinds.
      throw new MalformedDataException("the HDF5 file is damaged: " + e.getMessage(), e);
    }
  }

  private static void write(FloatImage image, Path file) throws IOException {
    int columns = Math.min(CHUNK_COLUMNS, image.width());
    int rows = Math.min(CHUNK_ROWS, image.height());
    DatasetCreationOptions options =
        DatasetCreationOptions.builder()
            .chunkDimensions(columns, rows)
            .filter(new LzfEncoder(), LzfEncoder.filterData(columns * rows * Float.BYTES))
            .build();
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putDataset(DATASET, transposed(image), options);
    } catch (HdfWritingException e) {
      throw new IOException("cannot write HDF5: " + e.getMessage(), e);
    }
  }

  private static float[][] transposed(FloatImage image) {
    float[][] columns = new float[image.width()][image.height()];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        columns[x][y] = image.pixels()[y * image.width() + x];
      }
    }
    return columns;
  }

  private static FloatImage image(Dataset dataset, long maxPixels) throws MalformedDataException {
    HeatmapLayout.check(dataset, maxPixels);
    int width = dataset.getDimensions()[0];
    int height = dataset.getDimensions()[1];
    float[] values = (float[]) dataset.getDataFlat();
    float[] pixels = new float[width * height];
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        pixels[y * width + x] = values[x * height + y];
      }
    }
    return FloatImage.of(height, width, pixels);
  }
}
