package org.mammobeam.phantom;

/**
 * What a lesion looks like. Which look counts as malignant follows the usual reading of mammograms:
 * spiculated margins and fine pleomorphic clusters are suspicious, smooth margins and coarse
 * calcifications are not.
 */
public enum LesionType {
  /** A dense, irregular core with lines that radiate from it. */
  SPICULATED_MASS(true),
  /** A round or oval mass with a sharp margin, such as a cyst or a fibroadenoma. */
  SMOOTH_MASS(false),
  /** A cluster of many specks of 0.2 to 0.6 mm, unequal in size and shape. */
  FINE_CALCIFICATIONS(true),
  /** A few round grains of 1 to 3 mm. */
  COARSE_CALCIFICATIONS(false);

  private final boolean malignant;

  LesionType(boolean malignant) {
    this.malignant = malignant;
  }

  public boolean malignant() {
    return malignant;
  }

  public boolean mass() {
    return this == SPICULATED_MASS || this == SMOOTH_MASS;
  }
}
