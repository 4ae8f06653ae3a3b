package org.mammobeam.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mammobeam.algorithm.HeatmapRaster;
import org.mammobeam.algorithm.PatchGrid;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.artifact.Fingerprinter;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.codec.NpyArray;
import org.mammobeam.codec.Npz;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.StageOutcome;

/**
 * What {@link HeatmapsStage} wrote, for the stages behind it and for exports: NumPy's arrays {@code
 * <image>.row_strides}, {@code <image>.column_strides} and {@code <image>.probabilities}.
 */
public final class StoredHeatmaps {
  /** Part: grids and probabilities of all images. */
  public static final String PATCHES = "patches";

  /** The part's only file. */
  public static final String FILE = "patches.npz";

  private static final String ROWS = ".row_strides";
  private static final String COLUMNS = ".column_strides";
  private static final String PROBABILITIES = ".probabilities";

  private StoredHeatmaps() {}

  /** Writes the part; the probabilities of all images follow one another. */
  static void write(
      ArtifactDraft draft, List<SourceImage> images, List<PatchGrid> grids, float[] probabilities)
      throws IOException {
    Fingerprinter content = new Fingerprinter();
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    int first = 0;
    for (int i = 0; i < grids.size(); i++) {
      PatchGrid grid = grids.get(i);
      int next = first + grid.size() * HeatmapRaster.CLASSES;
      float[] ofImage = Arrays.copyOfRange(probabilities, first, next);
      first = next;
      content.add(grid.rowStrides()).add(grid.columnStrides()).add(ofImage);
      String name = images.get(i).name();
      arrays.put(name + ROWS, NpyArray.of(grid.rowStrides(), grid.rows() - 1));
      arrays.put(name + COLUMNS, NpyArray.of(grid.columnStrides(), grid.columns() - 1));
      arrays.put(name + PROBABILITIES, NpyArray.of(ofImage, grid.size(), HeatmapRaster.CLASSES));
    }
    try (OutputStream out = draft.create(PATCHES, FILE)) {
      Npz.write(arrays, out);
    }
    draft.content(PATCHES, content.finish());
  }

  /** Reads the heatmaps in the order of the images. */
  static List<ImageHeatmaps> read(
      StageOutcome heatmaps, List<SourceImage> images, StageContext context) throws IOException {
    try (InputStream in = context.open(heatmaps, PATCHES, FILE)) {
      return read(in, images);
    }
  }

  /** Reads the heatmaps in the order of the images. */
  public static List<ImageHeatmaps> read(InputStream in, List<SourceImage> images)
      throws IOException {
    try {
      Map<String, NpyArray> arrays = Npz.read(in, Integer.MAX_VALUE);
      List<ImageHeatmaps> heatmaps = new ArrayList<>();
      for (SourceImage image : images) {
        PatchGrid grid =
            PatchGrid.of(
                array(arrays, image.name() + ROWS).ints(),
                array(arrays, image.name() + COLUMNS).ints());
        float[] probabilities = array(arrays, image.name() + PROBABILITIES).floats();
        heatmaps.add(new ImageHeatmaps(grid, probabilities));
      }
      return heatmaps;
    } catch (MalformedDataException e) {
      throw new IOException("an artifact is damaged: " + e.getMessage(), e);
    }
  }

  private static NpyArray array(Map<String, NpyArray> arrays, String name)
      throws MalformedDataException {
    NpyArray array = arrays.get(name);
    if (array == null) {
      throw new MalformedDataException("no array " + name);
    }
    return array;
  }
}
