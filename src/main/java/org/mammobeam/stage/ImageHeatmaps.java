package org.mammobeam.stage;

import org.mammobeam.algorithm.HeatmapRaster;
import org.mammobeam.algorithm.PatchGrid;

/**
 * The heatmaps of one image as they are kept: its grid and what the network says of the patches.
 */
public final class ImageHeatmaps {
  private final PatchGrid grid;
  private final float[] probabilities;

  ImageHeatmaps(PatchGrid grid, float[] probabilities) {
    this.grid = grid;
    this.probabilities = probabilities;
  }

  /** Where the patches lie, in common orientation. */
  public PatchGrid grid() {
    return grid;
  }

  /** (patches, 4) in the grid's order; shared. */
  public float[] probabilities() {
    return probabilities;
  }

  /** Paints them, in common orientation. */
  public HeatmapRaster raster() {
    return HeatmapRaster.of(grid, probabilities);
  }
}
