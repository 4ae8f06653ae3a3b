package org.mammobeam.algorithm;

import java.util.List;
import org.mammobeam.exam.CropWindow;
import org.mammobeam.exam.Projection;
import org.mammobeam.image.FloatImage;

/**
 * Makes the classifier's input out of one window: cuts it, resizes it to the size of the projection
 * and normalises the image; heatmaps are used as they are.
 */
public final class ClassifierInput {
  private ClassifierInput() {}

  /** Floats of an input with so many channels. */
  public static int length(Projection projection, int channels) {
    return channels * projection.windowHeight() * projection.windowWidth();
  }

  /**
   * Writes one input.
   *
   * @param channels the window's image and, where the classifier takes heatmaps, those of benign
   *     and malignant findings: all of one size, in common orientation
   * @param window what {@link AugmentationWindows} drew
   * @param target receives (channels, window height, window width) floats; may be used again
   */
  public static void write(List<FloatImage> channels, AugmentationWindow window, float[] target) {
    Projection projection = window.view().projection();
    CropWindow borders = window.borders();
    CubicAxis rows = new CubicAxis(borders.height(), projection.windowHeight());
    CubicAxis columns = new CubicAxis(borders.width(), projection.windowWidth());
    int plane = rows.size() * columns.size();
    FloatNormalization normalization = new FloatNormalization(target, plane);
    for (int channel = 0; channel < channels.size(); channel++) {
      CubicWindow cubic = new CubicWindow(channels.get(channel), borders, rows, columns);
      int tail = tail(columns.size(), channels.size(), channel);
      for (int y = 0; y < rows.size(); y++) {
        int offset = channel * plane + y * columns.size();
        cubic.row(y, target, offset, tail);
        if (channel == 0) {
          normalization.filledTo(offset + columns.size());
        }
      }
    }
    normalization.apply();
  }

  /**
   * From which column on OpenCV adds in another order: it takes the interleaved values of a row in
   * fours, and those left over one by one.
   */
  private static int tail(int width, int channels, int channel) {
    int inFours = width * channels / 4 * 4;
    return (inFours - channel + channels - 1) / channels;
  }
}
