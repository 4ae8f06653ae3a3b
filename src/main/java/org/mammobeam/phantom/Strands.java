package org.mammobeam.phantom;

import org.mammobeam.exam.Projection;

/** Draws what is thread-like in a breast: ducts, Cooper's ligaments, vessels, fibres of muscle. */
final class Strands {
  private final Canvas canvas;
  private final Anatomy anatomy;
  private final CoarseField belowSkin;
  private final Draws draws;

  Strands(Canvas canvas, Anatomy anatomy, CoarseField belowSkin, Draws draws) {
    this.canvas = canvas;
    this.anatomy = anatomy;
    this.belowSkin = belowSkin;
    this.draws = draws;
  }

  void draw(Projection projection) {
    ducts();
    web();
    ligaments();
    vessels();
    if (projection == Projection.MLO) {
      muscleFibres();
    }
  }

  /** From the nipple backwards, fanning out. */
  private void ducts() {
    int count = 14 + draws.below(10);
    for (int i = 0; i < count; i++) {
      double[] start = {
        anatomy.nippleRow() + draws.between(-3, 3), anatomy.depth() - draws.between(1, 10)
      };
      Canvas.Pen pen = new Canvas.Pen(1, 0.09, draws.between(0.6, 1.4), draws.between(0.05, 0.13));
      double heading = Math.PI + draws.between(-0.95, 0.95);
      canvas.walk(pen, start, heading, draws.between(20, 0.75 * anatomy.depth()), draws);
    }
  }

  /** Short fibres everywhere, mostly towards the nipple as the lobes lie. */
  private void web() {
    int count = 700;
    for (int i = 0; i < count; i++) {
      double[] start = inside(4);
      double toNipple =
          StrictMath.atan2(anatomy.nippleRow() - start[0], anatomy.depth() - start[1]);
      Canvas.Pen pen =
          new Canvas.Pen(0.8, 0.13, draws.between(0.3, 1.1), draws.between(0.015, 0.075));
      canvas.walk(pen, start, toNipple + 0.6 * draws.gaussian(), draws.between(8, 30), draws);
    }
  }

  /** From the gland outwards through the fat to the skin. */
  private void ligaments() {
    int count = 90;
    for (int i = 0; i < count; i++) {
      double[] start = inside(9);
      double outward =
          StrictMath.atan2(
              belowSkin.at(start[0] - 1, start[1]) - belowSkin.at(start[0] + 1, start[1]),
              belowSkin.at(start[0], start[1] - 1) - belowSkin.at(start[0], start[1] + 1));
      double length = belowSkin.at(start[0], start[1]);
      if (length < 26) {
        Canvas.Pen pen =
            new Canvas.Pen(0.8, 0.08, draws.between(0.5, 1.1), draws.between(0.06, 0.15));
        canvas.walk(pen, start, outward + 0.45 * draws.gaussian(), length, draws);
      }
    }
  }

  private void vessels() {
    int count = 2 + draws.below(3);
    for (int i = 0; i < count; i++) {
      double[] start = {anatomy.nippleRow() + draws.between(-70, 60), 0};
      Canvas.Pen pen = new Canvas.Pen(1, 0.07, draws.between(1.1, 1.9), draws.between(0.08, 0.14));
      double toNipple = StrictMath.atan2(anatomy.nippleRow() - start[0], 1.2 * anatomy.depth());
      canvas.walk(pen, start, toNipple, anatomy.depth() * draws.between(0.6, 0.9), draws);
    }
  }

  /** Along the edge of the pectoral muscle. */
  private void muscleFibres() {
    double heading = StrictMath.atan2(anatomy.muscleBottom(), -anatomy.muscleTop());
    for (int i = 0; i < 60; i++) {
      double share = draws.between(0, 0.95);
      double from = draws.uniform();
      double[] start = {
        from * share * anatomy.muscleBottom(), (1 - from) * share * anatomy.muscleTop()
      };
      Canvas.Pen pen = new Canvas.Pen(1.5, 0.02, draws.between(1, 3), draws.between(0.02, 0.06));
      canvas.walk(pen, start, heading, draws.between(20, 90), draws);
    }
  }

  /** A point at least so many mm below the skin, as (y, x). */
  private double[] inside(double least) {
    double[] point = new double[2];
    do {
      point[0] = draws.between(1, PhantomSize.DETECTOR_MILLIMETRES - 1);
      point[1] = draws.between(1, anatomy.depth() - 1);
    } while (belowSkin.at(point[0], point[1]) < least);
    return point;
  }
}
