package org.mammobeam.stage;

/** The colours of the heatmaps. */
public enum ColourMap {
  /** Malignant red, benign green. */
  RED_GREEN(0xFF2A2A, 0x21D24B),
  /** Malignant orange, benign blue: told apart by eyes that do not tell red from green. */
  ORANGE_BLUE(0xFF8C1A, 0x2F9BFF);

  private final int malignant;
  private final int benign;

  ColourMap(int malignant, int benign) {
    this.malignant = malignant;
    this.benign = benign;
  }

  /** As 0xRRGGBB. */
  public int malignant() {
    return malignant;
  }

  /** As 0xRRGGBB. */
  public int benign() {
    return benign;
  }
}
