package org.mammobeam.stage;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.mammobeam.algorithm.AreaAverage;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.artifact.Fingerprinter;
import org.mammobeam.codec.ColorPng;
import org.mammobeam.image.FloatImage;

/** Paints and writes the images of {@link VisualizeStage}, all of one exam to one scale. */
final class OverlayFiles {
  private static final int THUMBNAIL_HEIGHT = 420;

  /** Heatmaps have no fine detail: their layers are stretched over the thumbnail. */
  private static final int LAYER_HEIGHT = 140;

  private final ArtifactDraft draft;
  private final VisualizeStage stage;
  private final int tallest;
  private final Fingerprinter overlays = new Fingerprinter();
  private final Fingerprinter layers = new Fingerprinter();

  /**
   * @param tallest rows of the exam's tallest crop
   */
  OverlayFiles(ArtifactDraft draft, VisualizeStage stage, int tallest) {
    this.draft = draft;
    this.stage = stage;
    this.tallest = tallest;
  }

  /** Writes the files of one image; all three are of one shape and orientation. */
  void write(String name, FloatImage image, FloatImage malignant, FloatImage benign)
      throws IOException {
    ColourMap colours = stage.colours();
    FloatImage shown = shrink(image, stage.displayHeight());
    int[] overlay = Overlay.grey(shown);
    Overlay.lay(shrink(benign, stage.displayHeight()), colours.benign(), overlay);
    Overlay.lay(shrink(malignant, stage.displayHeight()), colours.malignant(), overlay);
    int[] scale = ColourScale.paint(shown.width(), colours);
    int[] both = Arrays.copyOf(overlay, overlay.length + scale.length);
    System.arraycopy(scale, 0, both, overlay.length, scale.length);
    write(VisualizeStage.OVERLAYS, name + ".png", shown.width(), both);

    FloatImage thumbnail = shrink(image, THUMBNAIL_HEIGHT);
    write(VisualizeStage.LAYERS, name + "-image.png", thumbnail.width(), Overlay.grey(thumbnail));
    layer(name + "-malignant.png", malignant, colours.malignant());
    layer(name + "-benign.png", benign, colours.benign());
  }

  /** Describes the parts, once all images are written. */
  void finish() {
    draft.content(VisualizeStage.OVERLAYS, overlays.finish());
    draft.content(VisualizeStage.LAYERS, layers.finish());
  }

  private void layer(String file, FloatImage probabilities, int color) throws IOException {
    FloatImage small = shrink(probabilities, LAYER_HEIGHT);
    write(VisualizeStage.LAYERS, file, small.width(), Overlay.layer(small, color));
  }

  /** To the scale at which the tallest crop has so many rows; nothing is enlarged. */
  private FloatImage shrink(FloatImage image, int height) {
    double scale = Math.min(1, (double) height / tallest);
    return AreaAverage.shrink(
        image,
        (int) Math.max(1, Math.round(image.height() * scale)),
        (int) Math.max(1, Math.round(image.width() * scale)));
  }

  private void write(String part, String file, int width, int[] colors) throws IOException {
    boolean isLayer = part.equals(VisualizeStage.LAYERS) && !file.endsWith("-image.png");
    (part.equals(VisualizeStage.LAYERS) ? layers : overlays).add(file).add(width).add(colors);
    try (OutputStream out = draft.create(part, file)) {
      ColorPng.write(width, colors, isLayer, out);
    }
  }
}
