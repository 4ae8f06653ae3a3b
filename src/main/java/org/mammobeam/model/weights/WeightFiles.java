package org.mammobeam.model.weights;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.mammobeam.model.ModelRole;

/**
 * The files that hold the weights of the three networks.
 *
 * @param patch of the patch network
 * @param image of the four-view network without heatmaps
 * @param imageHeatmaps of the four-view network with heatmaps
 */
public record WeightFiles(Path patch, Path image, Path imageHeatmaps) {
  private static final int MAX_DEPTH = 6;

  /** The file of a network. */
  public Path of(ModelRole role) {
    return switch (role) {
      case PATCH -> patch;
      case IMAGE -> image;
      case IMAGE_HEATMAPS -> imageHeatmaps;
    };
  }

  /** What NYU calls the file of a network. */
  public static String publishedName(ModelRole role) {
    return switch (role) {
      case PATCH -> "sample_patch_model.p";
      case IMAGE -> "sample_image_model.p";
      case IMAGE_HEATMAPS -> "sample_imageheatmaps_model.p";
    };
  }

  /**
   * Finds NYU's file of a network in a folder or below it.
   *
   * @throws IOException if there is none, or more than one
   */
  public static Path find(Path folder, ModelRole role) throws IOException {
    String name = publishedName(role);
    List<Path> found;
    try (Stream<Path> files =
        Files.find(
            folder,
            MAX_DEPTH,
            (path, attributes) -> path.endsWith(name) && Files.isRegularFile(path))) {
      found = files.sorted().toList();
    }
    if (found.isEmpty()) {
      throw new FileNotFoundException("no " + name + " in " + folder + " or below");
    }
    if (found.size() > 1) {
      throw new IOException("more than one " + name + ": " + found.get(0) + ", " + found.get(1));
    }
    return found.get(0);
  }
}
