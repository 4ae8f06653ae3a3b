package org.mammobeam.phantom;

/** What lies on top of the smooth tissue: brightness to be added, pixel by pixel, drawn in mm. */
final class Canvas {
  private final PhantomSize size;
  private final float[] brightness;

  Canvas(PhantomSize size) {
    this.size = size;
    brightness = new float[size.height() * size.width()];
  }

  PhantomSize size() {
    return size;
  }

  /** Brightness in raster order, shared. */
  float[] brightness() {
    return brightness;
  }

  /** How bright a shape is at an offset from its centre in mm; 0 or less draws nothing. */
  interface Shape {
    double at(double offsetY, double offsetX);
  }

  /** Adds a shape that ends within {@code reach} mm of its centre. */
  void add(double centreY, double centreX, double reach, Shape shape) {
    double pitch = size.pitch();
    int bottom = Math.min(size.height() - 1, (int) ((centreY + reach) / pitch));
    int right = Math.min(size.width() - 1, (int) ((centreX + reach) / pitch));
    for (int y = Math.max(0, (int) ((centreY - reach) / pitch)); y <= bottom; y++) {
      for (int x = Math.max(0, (int) ((centreX - reach) / pitch)); x <= right; x++) {
        brightness[y * size.width() + x] +=
            (float) Math.max(0, shape.at(y * pitch - centreY, x * pitch - centreX));
      }
    }
  }

  /**
   * A walk that leaves a line.
   *
   * @param step length of a step in mm
   * @param wander standard deviation of the turn at every step in radians
   * @param width standard width of the line in mm; it tapers to a third
   */
  record Pen(double step, double wander, double width, double strength) {}

  /**
   * Draws one line. Where lines cross the brighter one counts, so that a bundle does not glow.
   *
   * @param heading direction of the first step, 0 to the right and π/2 down
   */
  void walk(Pen pen, double[] start, double heading, double length, Draws draws) {
    double y = start[0];
    double x = start[1];
    double direction = heading;
    int steps = (int) Math.max(1, length / pen.step());
    for (int i = 0; i < steps; i++) {
      double nextY = y + pen.step() * StrictMath.sin(direction);
      double nextX = x + pen.step() * StrictMath.cos(direction);
      double left = 1 - (double) i / steps;
      segment(
          new double[] {y, x, nextY, nextX},
          Math.max(pen.width() * (0.33 + 0.67 * left), 0.9 * size.pitch()),
          pen.strength() * Math.min(1, 2.5 * left));
      y = nextY;
      x = nextX;
      direction += pen.wander() * draws.gaussian();
    }
  }

  private void segment(double[] ends, double width, double strength) {
    double pitch = size.pitch();
    double alongY = ends[2] - ends[0];
    double alongX = ends[3] - ends[1];
    double perLength = 1 / (alongY * alongY + alongX * alongX);
    double perWidth = 1 / (width * width);
    int top = Math.max(0, (int) ((Math.min(ends[0], ends[2]) - width) / pitch));
    int bottom = Math.min(size.height() - 1, (int) ((Math.max(ends[0], ends[2]) + width) / pitch));
    int left = Math.max(0, (int) ((Math.min(ends[1], ends[3]) - width) / pitch));
    int right = Math.min(size.width() - 1, (int) ((Math.max(ends[1], ends[3]) + width) / pitch));
    for (int y = top; y <= bottom; y++) {
      double fromY = y * pitch - ends[0];
      for (int x = left; x <= right; x++) {
        double fromX = x * pitch - ends[1];
        double t = Math.max(0, Math.min(1, (fromY * alongY + fromX * alongX) * perLength));
        double offY = fromY - t * alongY;
        double offX = fromX - t * alongX;
        double falloff = 1 - (offY * offY + offX * offX) * perWidth;
        if (falloff > 0) {
          int at = y * size.width() + x;
          brightness[at] = Math.max(brightness[at], (float) (strength * falloff * falloff));
        }
      }
    }
  }
}
