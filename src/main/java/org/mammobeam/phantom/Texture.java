package org.mammobeam.phantom;

/**
 * The cloudy structure of breast tissue: octaves of noise whose amplitude falls with the root of
 * their size, which is the power law with exponent 3 that spectra of mammograms follow (Burgess
 * 2001), and ridges of noise that radiate from the nipple as the lobes of the gland do.
 */
final class Texture {
  private static final double[] LARGE = {24, 12};
  private static final double[] MIDDLE = {6, 3, 1.5};
  private static final double[] FINE = {0.8, 0.4};

  /** A cell must be wide enough that the lattice does not become white noise. */
  private static final double LEAST_CELL_PIXELS = 1.6;

  /** Where lobes would meet, behind the nipple's tip, in mm. */
  private static final double FOCUS = 9;

  private static final double ARC_RADIUS = 55;
  private static final float LOBE_STRETCH = 3;

  private final long seed;
  private final double pitch;
  private final CoarseField radius;
  private final CoarseField arc;
  private final CrestNoise wide;
  private final CrestNoise narrow;
  private final CrestNoise thin;

  Texture(long seed, PhantomSize size, Anatomy anatomy) {
    this.seed = seed;
    pitch = size.pitch();
    wide = new CrestNoise(seed + 500, 7);
    narrow = new CrestNoise(seed + 501, 2.6);
    thin = new CrestNoise(seed + 502, 1.1);
    double focus = anatomy.depth() + FOCUS;
    double nipple = anatomy.nippleRow();
    radius =
        new CoarseField(
            size, (y, x) -> Math.sqrt((focus - x) * (focus - x) + (y - nipple) * (y - nipple)));
    arc =
        new CoarseField(
            size, (y, x) -> ARC_RADIUS * (Math.PI + StrictMath.atan2(y - nipple, focus - x)));
  }

  /** Noise along one row of pixels. */
  final class Row {
    private final float[] large;
    private final float[] middle;
    private final float[] fine;
    private final float[] ridge;
    private final float[] lobes;

    private Row(int y, int width) {
      large = octaves(LARGE, 1, y, width);
      middle = octaves(MIDDLE, 2, y, width);
      fine = octaves(FINE, 3, y, width);
      ridge = octaves(MIDDLE, 4, y, width);
      lobes = crests(y, width);
    }

    /** Fibroglandular tissue at column {@code x}, 0 to about 1.3. */
    double gland(int x, double envelope) {
      double presence =
          (envelope + 0.36 * large[x] + 0.14 * middle[x] + 0.3 * (lobes[x] - 0.55) + 0.1) / 0.9;
      double clamped = Math.max(0, Math.min(1, presence));
      double soft = clamped * clamped * (3 - 2 * clamped);
      double strand = 1 - Math.abs(ridge[x]);
      double body =
          0.4
              + 0.13 * large[x]
              + 0.1 * middle[x]
              + 0.14 * strand
              + 0.45 * lobes[x]
              + 0.05 * fine[x];
      return soft * Math.max(0, body);
    }

    /** Fluctuation of fatty tissue. */
    double fat(int x) {
      return 0.7 * large[x] + 0.6 * middle[x] + 0.4 * fine[x] + 1.4 * lobes[x] * lobes[x];
    }
  }

  Row row(int y, int width) {
    return new Row(y, width);
  }

  /** A sum of octaves with standard deviation about 1. */
  private float[] octaves(double[] cells, long purpose, int y, int width) {
    double sum = 0;
    for (double cell : cells) {
      sum += cell;
    }
    float[] line = new float[width];
    for (int i = 0; i < cells.length; i++) {
      double cell = cells[i] / pitch;
      if (cell >= LEAST_CELL_PIXELS) {
        new LatticeNoise(seed + 100 * purpose + i, cell).addRow(y, Math.sqrt(cells[i] / sum), line);
      }
    }
    return line;
  }

  /** Crests of noise in polar coordinates about the nipple, 0 to 1. */
  private float[] crests(int y, int width) {
    float[] away = new float[width];
    float[] around = new float[width];
    radius.row(y, away);
    arc.row(y, around);
    float[] line = new float[width];
    for (int x = 0; x < width; x++) {
      float along = away[x] * (1 / LOBE_STRETCH);
      float off =
          0.45f * wide.offCrest(around[x], along)
              + 0.33f * narrow.offCrest(around[x], along)
              + 0.22f * thin.offCrest(around[x], along);
      line[x] = Math.max(0, 1 - 1.6f * off);
    }
    return line;
  }
}
