package org.mammobeam.exam;

/** The angle of a view: craniocaudal or mediolateral oblique. */
public enum Projection {
  CC(2677, 1942),
  MLO(2974, 1748);

  private final int windowHeight;
  private final int windowWidth;

  Projection(int windowHeight, int windowWidth) {
    this.windowHeight = windowHeight;
    this.windowWidth = windowWidth;
  }

  /** Rows of the classifier's input. */
  public int windowHeight() {
    return windowHeight;
  }

  /** Columns of the classifier's input. */
  public int windowWidth() {
    return windowWidth;
  }
}
