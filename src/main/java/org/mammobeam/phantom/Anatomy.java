package org.mammobeam.phantom;

import org.mammobeam.exam.Projection;
import org.mammobeam.exam.View;

/**
 * What is drawn by lot for one view of one woman, in millimetres; the breast points right and the
 * chest wall is at x = 0. Both breasts share most of it and differ a little.
 *
 * @param depth from the chest wall to the nipple
 * @param halfHeight half the extent along the chest wall in CC
 * @param nippleRow row of the nipple
 * @param density share of fibroglandular tissue, 0 to 1
 * @param muscleTop where the pectoral muscle's edge meets the top in MLO
 * @param muscleBottom where it meets the chest wall in MLO
 */
record Anatomy(
    double depth,
    double halfHeight,
    double nippleRow,
    double density,
    double muscleTop,
    double muscleBottom) {
  /** The least depth in pixels that outlives the erosions of the cropping with a good margin. */
  private static final double LEAST_DEPTH_PIXELS = 245;

  private static final double LARGEST_SHARE_OF_WIDTH = 0.66;

  static Anatomy of(long seed, PhantomSize size, View view) {
    Draws woman = Draws.of(seed, "woman");
    Draws breast = Draws.of(seed, "breast", view.laterality().name());
    Draws compression = Draws.of(seed, "compression", view.label());
    double depth =
        woman.between(78, 108) * breast.between(0.96, 1.04) * compression.between(0.98, 1.02);
    double halfHeight = woman.between(76, 98) * breast.between(0.97, 1.03);
    double density = woman.between(0.02, 0.8) + breast.between(-0.06, 0.06);
    return new Anatomy(
        fitting(depth, size),
        halfHeight,
        view.projection() == Projection.CC
            ? 120 + breast.between(-7, 7) + compression.between(-4, 4)
            : 146 + breast.between(-6, 6) + compression.between(-4, 4),
        density,
        woman.between(42, 62) + compression.between(-5, 5),
        woman.between(120, 165) + compression.between(-8, 8));
  }

  private static double fitting(double depth, PhantomSize size) {
    double most = LARGEST_SHARE_OF_WIDTH * size.widthMillimetres();
    return Math.min(most, Math.max(depth, LEAST_DEPTH_PIXELS * size.pitch()));
  }
}
