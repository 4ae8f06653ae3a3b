package org.mammobeam.phantom;

/** Draws lesions of every type onto a canvas. */
final class LesionPainter {
  private final Canvas canvas;
  private final Draws draws;

  LesionPainter(Canvas canvas, Draws draws) {
    this.canvas = canvas;
    this.draws = draws;
  }

  /** Draws a lesion with its centre at (y, x) in mm. */
  void paint(Lesion lesion, double y, double x) {
    switch (lesion.type()) {
      case SPICULATED_MASS -> spiculated(y, x, lesion.radius());
      case SMOOTH_MASS -> smooth(y, x, lesion.radius());
      case FINE_CALCIFICATIONS -> fineCluster(y, x, lesion.radius());
      case COARSE_CALCIFICATIONS -> coarseGrains(y, x, lesion.radius());
    }
  }

  private void spiculated(double y, double x, double radius) {
    int spicules = 18 + draws.below(12);
    for (int i = 0; i < spicules; i++) {
      double heading = 2 * Math.PI * (i + draws.between(-0.4, 0.4)) / spicules;
      double start = 0.4 * radius;
      double[] from = {y + start * StrictMath.sin(heading), x + start * StrictMath.cos(heading)};
      Canvas.Pen pen = new Canvas.Pen(0.8, 0.05, draws.between(0.6, 1.5), draws.between(0.1, 0.26));
      canvas.walk(pen, from, heading, radius * draws.between(0.9, 2.1), draws);
    }
    // Waves of the margin at random phases make the core irregular.
    double[] phases = {angle(), angle(), angle()};
    double strength = draws.between(0.36, 0.46);
    canvas.add(
        y,
        x,
        1.5 * radius,
        (offY, offX) -> {
          double distance = Math.sqrt(offY * offY + offX * offX) / radius;
          double direction = StrictMath.atan2(offY, offX);
          double margin =
              0.8
                  + 0.12 * StrictMath.sin(2 * direction + phases[0])
                  + 0.1 * StrictMath.sin(5 * direction + phases[1])
                  + 0.08 * StrictMath.sin(9 * direction + phases[2]);
          return strength * smoothStep((margin + 0.3 - distance) / 0.6);
        });
  }

  private void smooth(double y, double x, double radius) {
    double tilt = angle();
    double sine = StrictMath.sin(tilt);
    double cosine = StrictMath.cos(tilt);
    double oval = draws.between(1, 1.3);
    double strength = draws.between(0.26, 0.36);
    canvas.add(
        y,
        x,
        1.4 * radius,
        (offY, offX) -> {
          double along = (offX * cosine + offY * sine) / oval;
          double across = (offY * cosine - offX * sine) * Math.sqrt(oval);
          double distance = Math.sqrt(along * along + across * across) / radius;
          double bulge = Math.sqrt(Math.max(0, 1 - distance * distance));
          return strength * (0.55 + 0.45 * bulge) * smoothStep((1.03 - distance) / 0.09);
        });
  }

  private void fineCluster(double y, double x, double radius) {
    int specks = 18 + draws.below(16);
    for (int i = 0; i < specks; i++) {
      double[] at = {y + 0.42 * radius * draws.gaussian(), x + 0.42 * radius * draws.gaussian()};
      Canvas.Pen pen =
          new Canvas.Pen(0.2, 0.5, draws.between(0.22, 0.55), draws.between(0.45, 0.95));
      canvas.walk(pen, at, angle(), draws.between(0.2, 1.3), draws);
    }
  }

  private void coarseGrains(double y, double x, double radius) {
    int grains = 3 + draws.below(4);
    for (int i = 0; i < grains; i++) {
      double grain = draws.between(0.7, 1.6);
      double strength = draws.between(0.45, 0.6);
      canvas.add(
          y + 0.5 * radius * draws.gaussian(),
          x + 0.5 * radius * draws.gaussian(),
          1.2 * grain + canvas.size().pitch(),
          (offY, offX) -> {
            double distance = Math.sqrt(offY * offY + offX * offX) / grain;
            return strength * smoothStep((1.15 - distance) / 0.3);
          });
    }
  }

  private double angle() {
    return draws.between(0, 2 * Math.PI);
  }

  private static double smoothStep(double t) {
    double clamped = Math.max(0, Math.min(1, t));
    return clamped * clamped * (3 - 2 * clamped);
  }
}
