package org.mammobeam.exam;

/**
 * The four standard views of a screening exam.
 *
 * <p>The order of the constants is the order in which the reference goes through the views; random
 * draws and patch numbers depend on it.
 */
public enum View {
  L_CC("L-CC", Laterality.LEFT, Projection.CC),
  R_CC("R-CC", Laterality.RIGHT, Projection.CC),
  L_MLO("L-MLO", Laterality.LEFT, Projection.MLO),
  R_MLO("R-MLO", Laterality.RIGHT, Projection.MLO);

  private final String label;
  private final Laterality laterality;
  private final Projection projection;

  View(String label, Laterality laterality, Projection projection) {
    this.label = label;
    this.laterality = laterality;
    this.projection = projection;
  }

  /** The view as exam lists and results write it, such as {@code L-CC}. */
  public String label() {
    return label;
  }

  public Laterality laterality() {
    return laterality;
  }

  public Projection projection() {
    return projection;
  }

  @Override
  public String toString() {
    return label;
  }
}
