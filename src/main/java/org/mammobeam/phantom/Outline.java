package org.mammobeam.phantom;

import org.mammobeam.exam.Projection;

/** The skin of a breast that points right, as a line of points in millimetres. */
final class Outline {
  private static final int POINTS = 300;
  private static final int STRETCH = 10;
  private static final int STRETCHES = POINTS / STRETCH;

  private final double[] y = new double[POINTS];
  private final double[] x = new double[POINTS];
  private final double[] middleY = new double[STRETCHES];
  private final double[] middleX = new double[STRETCHES];
  private final double[] radius = new double[STRETCHES];

  private Outline() {}

  /**
   * @param draws gives the skin its slow waves
   */
  static Outline of(Projection projection, Anatomy anatomy, Draws draws) {
    Outline outline = new Outline();
    switch (projection) {
      case CC -> outline.halfEllipse(anatomy, draws);
      case MLO -> outline.oblique(anatomy, draws);
    }
    outline.addWaves(anatomy, draws);
    outline.addNipple(anatomy);
    outline.surroundStretches();
    return outline;
  }

  /** A blunt half ellipse that flares where it meets the chest wall. */
  private void halfEllipse(Anatomy anatomy, Draws draws) {
    double bluntness = draws.between(0.86, 1.04);
    double centre = anatomy.nippleRow() + draws.between(-6, 6);
    for (int i = 0; i < POINTS; i++) {
      double t = 2.0 * i / (POINTS - 1) - 1;
      double angle = t * 0.56 * Math.PI;
      double reach = StrictMath.cos(angle);
      double along = StrictMath.sin(angle);
      double outward = Math.max(0, Math.abs(t) - 0.78);
      x[i] = anatomy.depth() * Math.signum(reach) * StrictMath.pow(Math.abs(reach), bluntness);
      y[i] =
          centre
              + (anatomy.nippleRow() - centre) * reach
              + anatomy.halfHeight() * (along + Math.signum(t) * 2.4 * outward * outward);
    }
  }

  /** From the armpit over the nipple to the fold below the breast, through drawn points. */
  private void oblique(Anatomy anatomy, Draws draws) {
    double nipple = anatomy.nippleRow();
    double armpit = draws.between(0.58, 0.74);
    double bottom = Math.min(229, nipple + draws.between(66, 84));
    double below = bottom - nipple;
    double[] rows = {
      -40,
      -15,
      0.2 * nipple,
      0.48 * nipple,
      0.76 * nipple,
      nipple,
      nipple + 0.3 * below,
      nipple + 0.6 * below,
      nipple + 0.83 * below,
      nipple + 0.97 * below,
      nipple + 1.06 * below,
      nipple + 1.12 * below
    };
    double[] reaches = {
      armpit + 0.03,
      armpit,
      armpit - 0.01,
      armpit + 0.3 * (1 - armpit),
      0.93,
      1,
      0.94,
      0.75,
      0.47,
      0.2,
      -0.08,
      -0.3
    };
    double last = rows.length - 3 - 1e-9;
    for (int i = 0; i < POINTS; i++) {
      double at = last * i / (POINTS - 1);
      int knot = (int) at;
      y[i] = catmullRom(rows, knot, at - knot);
      x[i] = anatomy.depth() * catmullRom(reaches, knot, at - knot);
    }
  }

  private static double catmullRom(double[] values, int knot, double t) {
    double before = values[knot];
    double start = values[knot + 1];
    double end = values[knot + 2];
    double after = values[knot + 3];
    return start
        + 0.5
            * t
            * (end
                - before
                + t
                    * (2 * before
                        - 5 * start
                        + 4 * end
                        - after
                        + t * (3 * (start - end) + after - before)));
  }

  private void addWaves(Anatomy anatomy, Draws draws) {
    for (int wave = 2; wave < 6; wave++) {
      double size = 0.02 * anatomy.depth() / wave * draws.gaussian();
      double phase = draws.between(0, 2 * Math.PI);
      for (int i = 0; i < POINTS; i++) {
        x[i] += size * StrictMath.sin(phase + 2 * Math.PI * wave * i / POINTS);
      }
    }
  }

  private void addNipple(Anatomy anatomy) {
    for (int i = 0; i < POINTS; i++) {
      double off = (y[i] - anatomy.nippleRow()) / 3.6;
      if (x[i] > 0.6 * anatomy.depth()) {
        x[i] += 3 * StrictMath.exp(-off * off);
      }
    }
  }

  /** Distance of (y, x) to the skin in millimetres; negative outside of the breast. */
  double depthBelowSkin(double atY, double atX) {
    double nearest = Double.MAX_VALUE;
    boolean inside = false;
    for (int stretch = 0; stretch < STRETCHES; stretch++) {
      double centreY = atY - middleY[stretch];
      double centreX = atX - middleX[stretch];
      double reach = Math.sqrt(nearest) + radius[stretch];
      boolean near = centreY * centreY + centreX * centreX < reach * reach;
      if (near || Math.abs(centreY) <= radius[stretch]) {
        int end = Math.min(POINTS - 1, (stretch + 1) * STRETCH);
        for (int i = stretch * STRETCH; i < end; i++) {
          nearest = Math.min(nearest, squaredDistance(i, atY, atX));
          inside ^= crosses(i, atY, atX);
        }
      }
    }
    double distance = Math.sqrt(nearest);
    return inside ? distance : -distance;
  }

  private double squaredDistance(int i, double atY, double atX) {
    double alongY = y[i + 1] - y[i];
    double alongX = x[i + 1] - x[i];
    double fromY = atY - y[i];
    double fromX = atX - x[i];
    double t = (fromY * alongY + fromX * alongX) / (alongY * alongY + alongX * alongX);
    double clamped = Math.max(0, Math.min(1, t));
    double offY = fromY - clamped * alongY;
    double offX = fromX - clamped * alongX;
    return offY * offY + offX * offX;
  }

  /** A ray to the right crosses the skin an odd number of times from inside. */
  private boolean crosses(int i, double atY, double atX) {
    return (y[i] > atY) != (y[i + 1] > atY)
        && atX - x[i] < (x[i + 1] - x[i]) * (atY - y[i]) / (y[i + 1] - y[i]);
  }

  /** Circles around stretches of the line: most of it is far away from any one place. */
  private void surroundStretches() {
    for (int stretch = 0; stretch < STRETCHES; stretch++) {
      int start = stretch * STRETCH;
      int end = Math.min(POINTS - 1, start + STRETCH);
      middleY[stretch] = y[(start + end) / 2];
      middleX[stretch] = x[(start + end) / 2];
      for (int i = start; i <= end; i++) {
        double offY = y[i] - middleY[stretch];
        double offX = x[i] - middleX[stretch];
        radius[stretch] = Math.max(radius[stretch], Math.sqrt(offY * offY + offX * offX));
      }
    }
  }
}
