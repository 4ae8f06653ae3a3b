package org.mammobeam.exam;

/**
 * Whether an exam's images are stored mirrored.
 *
 * <p>{@code NO}: breasts of L views point right and those of R views left, as the acquisition
 * stations of the reference wrote them. {@code YES}: the opposite.
 */
public enum HorizontalFlip {
  NO,
  YES;

  /** Whether the breast points to the right edge of the stored image. */
  public boolean pointsRight(View view) {
    return (view.laterality() == Laterality.LEFT) == (this == NO);
  }
}
