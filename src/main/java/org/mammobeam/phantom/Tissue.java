package org.mammobeam.phantom;

import org.mammobeam.exam.Projection;
import org.mammobeam.image.GrayImage;

/**
 * Composes the image: fat, fibroglandular tissue, muscle, what was drawn on the canvas, the
 * thinning edge, the skin and the noise of the detector.
 */
final class Tissue {
  private static final int WHITE = 4095;

  /** Depth in mm over which the compressed breast reaches its full thickness. */
  private static final double ROUND_EDGE = 22;

  private final Canvas canvas;
  private final CoarseField belowSkin;
  private final CoarseField gland;
  private final CoarseField muscle;
  private final Texture texture;
  private final long noiseSeed;

  Tissue(Canvas canvas, Projection projection, Anatomy anatomy, CoarseField belowSkin, long seed) {
    this.canvas = canvas;
    this.belowSkin = belowSkin;
    PhantomSize size = canvas.size();
    gland = belowSkin.derive(size, (y, x, below) -> glandEnvelope(anatomy, below, y, x));
    muscle =
        projection == Projection.MLO
            ? new CoarseField(size, (y, x) -> muscleDepth(anatomy, y, x))
            : new CoarseField(size, (y, x) -> -10);
    texture = new Texture(seed, size, anatomy);
    noiseSeed = Draws.mix(seed + 77);
  }

  /** How readily a place becomes gland: about 1 in the disc behind the nipple, below 0 in fat. */
  private static double glandEnvelope(Anatomy anatomy, double below, double y, double x) {
    double covered = Math.min(1, (below - 6) / 14);
    double across = (y - anatomy.nippleRow()) / (0.75 * anatomy.halfHeight());
    double along = (x - 0.58 * anatomy.depth()) / (0.62 * anatomy.depth());
    double disc = 1.15 - across * across - along * along;
    return Math.min(covered, disc) + 1.5 * (anatomy.density() - 0.5);
  }

  /** Distance behind the slightly bulging edge of the pectoral muscle in mm. */
  private static double muscleDepth(Anatomy anatomy, double y, double x) {
    double top = anatomy.muscleTop();
    double bottom = anatomy.muscleBottom();
    double length = Math.sqrt(top * top + bottom * bottom);
    double across = (bottom * top - bottom * x - top * y) / length;
    double along = y / bottom;
    double ripple = 2.2 * StrictMath.sin(0.07 * y + 0.1 * top) + StrictMath.sin(0.19 * y + bottom);
    return across + 20 * along * (1 - along) + ripple;
  }

  GrayImage compose() {
    int height = canvas.size().height();
    int width = canvas.size().width();
    short[] pixels = new short[height * width];
    float[] below = new float[width];
    for (int y = 0; y < height; y++) {
      belowSkin.row(y, below);
      int reach = width;
      while (reach > 0 && below[reach - 1] <= 0) {
        reach--;
      }
      if (reach > 0) {
        composeRow(y, reach, below, pixels);
      }
    }
    return GrayImage.of(height, width, 16, pixels);
  }

  private void composeRow(int y, int reach, float[] below, short[] pixels) {
    int width = canvas.size().width();
    float[] envelope = new float[reach];
    float[] behindEdge = new float[reach];
    gland.row(y, envelope);
    muscle.row(y, behindEdge);
    Texture.Row row = texture.row(y, reach);
    for (int x = 0; x < reach; x++) {
      if (below[x] > 0) {
        int at = y * width + x;
        double dense = row.gland(x, envelope[x]);
        double muscular = smoothStep((behindEdge[x] + 2) / 5);
        double inner = 0.15 + 0.024 * row.fat(x) + 0.38 * dense * (1 - 0.6 * muscular);
        inner += muscular * (0.17 + 0.025 * row.fat(x) + 0.0022 * Math.min(50, behindEdge[x]));
        inner += canvas.brightness()[at] * (0.75 + 0.25 * dense);
        pixels[at] = quantum(at, throughSkin(inner, below[x]));
      }
    }
  }

  /** Less tissue lies in the beam near the edge; the skin itself shows as a thin line. */
  private static double throughSkin(double inner, double below) {
    double rounding = 1 - Math.min(1, below / ROUND_EDGE);
    double thickness = Math.sqrt(1 - rounding * rounding);
    double offLine = (below - 1.1) / 0.7;
    double skin = 0.16 / (1 + offLine * offLine * offLine * offLine);
    double fade = Math.min(1, below / 0.9);
    return fade * (inner * (0.35 + 0.65 * thickness) + skin);
  }

  /** Adds the detector's noise and gives 1 to 4095: 0 is kept for the background. */
  private short quantum(int at, double value) {
    long random = Draws.mix(noiseSeed + at * 0x9E3779B97F4A7C15L);
    double triangular = ((int) random * 0x1p-32) + ((int) (random >> 32) * 0x1p-32);
    double noisy = value + 0.03 * triangular * Math.sqrt(Math.max(0, value));
    return (short) Math.max(1, Math.min(WHITE, Math.round(noisy * WHITE)));
  }

  private static double smoothStep(double t) {
    double clamped = Math.max(0, Math.min(1, t));
    return clamped * clamped * (3 - 2 * clamped);
  }
}
