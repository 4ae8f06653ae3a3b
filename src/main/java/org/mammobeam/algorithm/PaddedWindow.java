package org.mammobeam.algorithm;

import org.mammobeam.exam.CropWindow;
import org.mammobeam.exam.Projection;

/**
 * A window that moves within an image padded with zeros. The padding is only counted, never made.
 */
final class PaddedWindow {
  private final Projection projection;
  private final Axis rows;
  private final Axis columns;

  private PaddedWindow(Projection projection, Axis rows, Axis columns) {
    this.projection = projection;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * The classifier's window around the best centre of an image that is padded, where it is too
   * small, to leave room for the noise. An axis that is padded disregards the centre.
   *
   * @param noise how far the window and then each of its borders may move, summed
   */
  static PaddedWindow around(Projection projection, CenteredImage image, int noise) {
    int windowHeight = projection.windowHeight();
    int windowWidth = projection.windowWidth();
    Axis rows = new Axis(image.height(), windowHeight, image.bestCenter().y());
    Axis columns = new Axis(image.width(), windowWidth, image.bestCenter().x());
    switch (projection) {
      case CC -> rows.padBothEnds(noise);
      case MLO -> rows.padEnd(noise);
    }
    columns.padEnd(noise);
    rows.moveInside();
    columns.moveInside();
    return new PaddedWindow(projection, rows, columns);
  }

  /** Moves the window, by at most so many pixels and never beyond the padded image. */
  void shift(int limit, double vertical, double horizontal) {
    rows.shift(limit, vertical);
    columns.shift(limit, horizontal);
  }

  /**
   * Moves each border on its own.
   *
   * @param limit pixels; less where the window is nearer to any edge of the padded image
   * @param noise of top, bottom, left and right, each in [-1, 1)
   */
  void stretch(int limit, double[] noise) {
    int vertical = Math.min(limit, Math.min(rows.room(), columns.room()));
    double ratio = (double) projection.windowWidth() / projection.windowHeight();
    double horizontal = Math.rint(vertical * ratio);
    rows.stretch(vertical, noise[0], noise[1]);
    columns.stretch(horizontal, noise[2], noise[3]);
  }

  /** The borders in pixels of the image without padding. */
  CropWindow inImage() {
    return new CropWindow(
        rows.start - rows.front,
        rows.end - rows.front,
        columns.start - columns.front,
        columns.end - columns.front);
  }

  /** One axis: a stretch [start, end) of a padded length. */
  private static final class Axis {
    private final int window;
    private int length;
    private int front;
    private int start;
    private int end;

    Axis(int length, int window, int center) {
      this.length = length;
      this.window = window;
      this.start = center - window / 2;
      this.end = start + window;
    }

    void padBothEnds(int noise) {
      int padding = window + 2 * noise - length;
      if (padding > 0) {
        front = padding / 2;
        length += padding;
        place(noise);
      }
    }

    void padEnd(int noise) {
      int padding = window + noise - length;
      if (padding > 0) {
        length += padding;
        place(0);
      }
    }

    private void place(int position) {
      start = position;
      end = position + window;
    }

    void moveInside() {
      if (start < 0) {
        place(0);
      } else if (end > length) {
        place(length - window);
      }
    }

    void shift(int limit, double noise) {
      double inward = noise;
      if (start == 0) {
        inward = Math.abs(noise);
      } else if (end == length) {
        inward = -Math.abs(noise);
      }
      int room = inward >= 0 ? length - end : start;
      place(start + (int) Math.rint(Math.min(limit, room) * inward));
    }

    /** Pixels between the window and the nearer end. */
    int room() {
      return Math.min(start, length - end);
    }

    void stretch(double limit, double startNoise, double endNoise) {
      start += (int) Math.rint(limit * startNoise);
      end += (int) Math.rint(limit * endNoise);
    }
  }
}
